package io.github.flumeaggregation.window.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A number is found where it stands, also across the pieces in which a log is read. */
class LogBytesTest {
  private static final int PIECE_BYTES = 64 << 10;

  private static LogBytes log(byte[] content) {
    return new LogBytes(
        new Disk.Input() {
          @Override
          public long length() {
            return content.length;
          }

          @Override
          public void read(long position, byte[] target, int at, int count) {
            System.arraycopy(content, (int) position, target, at, count);
          }

          @Override
          public void close() {}
        });
  }

  private static long firstAt(byte[] content, long number, int from) {
    for (int at = from; at + Long.BYTES <= content.length; at++) {
      if (ByteBuffer.wrap(content).getLong(at) == number) {
        return at;
      }
    }
    return -1;
  }

  @Test
  void find_isWhereEveryPlaceIsLookedAt() throws IOException {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      byte[] content = new byte[random.nextInt(200)];
      // Few different bytes, so that much is nearly it.
      int different = 1 + random.nextInt(3);
      for (int i = 0; i < content.length; i++) {
        content[i] = (byte) random.nextInt(different);
      }
      int somewhere = random.nextInt(Math.max(1, content.length - Long.BYTES));
      long number =
          content.length >= Long.BYTES && random.nextInt(4) > 0
              ? ByteBuffer.wrap(content).getLong(somewhere)
              : random.nextInt(different);
      LogBytes log = log(content);
      for (int from = 0; from <= content.length; from += 1 + random.nextInt(20)) {
        assertThat(log.find(number, from))
            .as("seed %d from %d", seed, from)
            .isEqualTo(firstAt(content, number, from));
      }
    }
  }

  @Test
  void numberAcrossPieces_isFound() throws IOException {
    long number = 0x81fe_0000_1234_00ffL;
    for (int at = PIECE_BYTES - 9; at <= PIECE_BYTES + 1; at++) {
      byte[] content = new byte[3 * PIECE_BYTES];
      ByteBuffer.wrap(content).putLong(at, number).putLong(content.length - 8, number);
      LogBytes log = log(content);
      assertThat(log.find(number, 0)).isEqualTo(at);
      assertThat(log.find(number, at + 1)).isEqualTo(content.length - 8);
      assertThat(log.find(number, content.length - 7)).isEqualTo(-1);
    }
  }
}
