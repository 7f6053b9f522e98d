package io.github.flumeaggregation.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static final long SEED = Long.getLong("test.seed", 20261122);
  private final Random random = new Random(SEED);
  private final byte[] bytes = new byte[64];

  @Test
  void randomBytes_areSearchedAsOneByOne() {
    for (int round = 0; round < 20_000; round++) {
      fill();
      int from = random.nextInt(bytes.length);
      int to = from + random.nextInt(bytes.length - from + 1);
      assertThat(Words.indexOf(bytes, from, to, (byte) '\n'))
          .as("seed %d", SEED)
          .isEqualTo(Scan.indexOf(bytes, from, to, (byte) '\n'));
      int newlines = 0;
      for (int i = from; i < to; i++) {
        newlines += bytes[i] == '\n' ? 1 : 0;
      }
      assertThat(Words.count(bytes, from, to, (byte) '\n')).as("seed %d", SEED).isEqualTo(newlines);
    }
  }

  /** Neighbours of the newline: below, above, and with the top bit set. */
  private void fill() {
    for (int i = 0; i < bytes.length; i++) {
      int neighbour = random.nextInt(16) == 0 ? 0x0a : 0x08 + random.nextInt(6);
      bytes[i] = (byte) (neighbour ^ (random.nextInt(4) == 0 ? 0x80 : 0));
    }
  }

  @Test
  void word_isLittleEndianHoweverItIsLoaded() throws Throwable {
    random.nextBytes(bytes);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i <= bytes.length - Long.BYTES; i++) {
      assertThat(Words.get(bytes, i)).isEqualTo(buffer.getLong(i));
      assertThat((long) WordLoad.byteByByte().invokeExact(bytes, i)).isEqualTo(buffer.getLong(i));
    }
  }

  @Test
  void bytesOfAnyLength_areSameIfEachIs() {
    for (int round = 0; round < 20_000; round++) {
      random.nextBytes(bytes);
      int length = random.nextInt(bytes.length / 2);
      int otherFrom = bytes.length / 2 + random.nextInt(bytes.length / 2 - length);
      System.arraycopy(bytes, 0, bytes, otherFrom, length);
      assertThat(Words.areSame(bytes, 0, bytes, otherFrom, length)).as("seed %d", SEED).isTrue();
      if (length > 0) {
        bytes[otherFrom + random.nextInt(length)]++;
        assertThat(Words.areSame(bytes, 0, bytes, otherFrom, length)).as("seed %d", SEED).isFalse();
      }
    }
  }

  @Test
  void wordBeyondTheEnd_isRefused() {
    assertThatThrownBy(() -> Words.get(bytes, bytes.length - 7))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void partAtAPlace_isFoundUpToTheEndOnly() {
    byte[] line = "GET /a HTTP/1.1".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    byte[] part = {'/', 'a', ' '};

    assertThat(Words.isAt(line, 4, 7, part, Words.first(part))).isTrue();
    assertThat(Words.isAt(line, 4, 6, part, Words.first(part))).isFalse();
    assertThat(Words.isAt(line, 5, line.length, part, Words.first(part))).isFalse();
  }
}
