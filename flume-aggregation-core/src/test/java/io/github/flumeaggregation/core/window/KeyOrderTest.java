package io.github.flumeaggregation.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.record.StableHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class KeyOrderTest {
  private final GroupKeys keys = new GroupKeys();

  @Tag("search")
  @Test
  void keysOfFewDifferentBytes_areInTheOrderOfTheirUnsignedBytes() {
    long seed = Long.getLong("test.seed", 20261127);
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      GroupKeys some = new GroupKeys();
      int letters = 1 + random.nextInt(4);
      for (int i = random.nextInt(3_000); i > 0; i--) {
        byte[] key = new byte[random.nextInt(24)];
        for (int k = 0; k < key.length; k++) {
          key[k] = (byte) (random.nextInt(letters) * 85);
        }
        add(some, key);
      }
      assertSorted(some, "seed " + seed + ", round " + round);
    }
  }

  @Test
  void keysThatBeginAlike_areSortedByWhatComesBehind() {
    for (int i = 0; i < 5_000; i++) {
      add(
          keys,
          ("/articles/by/number/" + i * 7919 % 5_000 + "/and/more")
              .getBytes(StandardCharsets.US_ASCII));
    }
    assertSorted(keys, "paths");
  }

  @Test
  void keysThatLeaveEachOtherOneByOne_areSortedWithoutNestingTooDeeply() {
    for (int i = 0; i < 2_500; i++) {
      byte[] key = new byte[10_000];
      Arrays.fill(key, 0, 4 * i, (byte) 'a');
      key[4 * i] = 'b';
      add(keys, key);
    }
    assertSorted(keys, "a staircase");
  }

  @Test
  void manyKeys_areInOrderFromTheFirstAskedOnAndWhereverIsAskedNext() {
    for (int i = 0; i < 60_000; i++) {
      int number = i * 7919 % 60_000;
      String key = number % 3 == 0 ? "/" : "/articles/" + (number % 5 == 0 ? "" : number);
      add(keys, (key + "/" + number).getBytes(StandardCharsets.US_ASCII));
    }
    BitSet without = new BitSet();
    without.set(0, 100);
    without.set(keys.size() - 1);
    int[] expected = Arrays.stream(sorted(keys)).filter(number -> !without.get(number)).toArray();
    KeyOrder order = new KeyOrder(keys, without);
    for (int at : new int[] {0, 1, 4_000, 20_000, 7, 50_000, expected.length - 1}) {
      assertThat(order.at(at)).as("at %d", at).isEqualTo(expected[at]);
    }
    assertThat(IntStream.range(0, expected.length).map(order::at).toArray()).isEqualTo(expected);
  }

  @Test
  void manyKeysThatLeaveEachOtherOneByOne_areSorted() {
    byte[] letters = new byte[5_000];
    Arrays.fill(letters, (byte) 'a');
    for (int length = 0; length < letters.length; length++) {
      add(keys, Arrays.copyOf(letters, length));
    }
    assertSorted(keys, "each begins with the one before");
  }

  @Test
  void noKeyAndOneKey_areInOrder() {
    assertThat(KeyOrder.byBytes(keys)).isEmpty();
    add(keys, new byte[0]);
    assertThat(KeyOrder.byBytes(keys)).containsExactly(0);
  }

  private static void add(GroupKeys to, byte[] key) {
    long hash = StableHash.of(key, 0, key.length);
    if (to.find(key, 0, key.length, hash) < 0) {
      to.add(key, 0, key.length, hash);
    }
  }

  private static void assertSorted(GroupKeys keys, String what) {
    assertThat(KeyOrder.byBytes(keys)).as(what).containsExactly(sorted(keys));
  }

  private static int[] sorted(GroupKeys keys) {
    Comparator<byte[]> unsigned = Arrays::compareUnsigned;
    return IntStream.range(0, keys.size())
        .boxed()
        .sorted(Comparator.comparing(number -> bytes(keys, number), unsigned))
        .mapToInt(number -> number)
        .toArray();
  }

  private static byte[] bytes(GroupKeys keys, int number) {
    return Arrays.copyOfRange(keys.bytes(), keys.from(number), keys.to(number));
  }
}
