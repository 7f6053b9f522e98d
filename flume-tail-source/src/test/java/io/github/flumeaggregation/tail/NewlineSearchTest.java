package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NewlineSearchTest {
  @Test
  void randomBytes_areSearchedAsOneByOne() {
    long seed = Long.getLong("test.seed", 20261122);
    Random random = new Random(seed);
    byte[] bytes = new byte[64];
    NewlineSearch search = new NewlineSearch(bytes);
    for (int round = 0; round < 20_000; round++) {
      for (int i = 0; i < bytes.length; i++) {
        // Neighbours of the newline, below, above and with the top bit set.
        bytes[i] =
            (byte) ((random.nextInt(16) == 0 ? 0x0a : 0x08 + random.nextInt(6)) ^ top(random));
      }
      int from = random.nextInt(bytes.length);
      int to = from + random.nextInt(bytes.length - from + 1);
      assertThat(search.first(from, to)).as("seed %d", seed).isEqualTo(naive(bytes, from, to));
    }
  }

  private static int top(Random random) {
    return random.nextInt(4) == 0 ? 0x80 : 0;
  }

  private static int naive(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  @Test
  void emptyRange_hasNone() {
    assertThat(new NewlineSearch(new byte[] {'\n'}).first(1, 1)).isEqualTo(-1);
  }
}
