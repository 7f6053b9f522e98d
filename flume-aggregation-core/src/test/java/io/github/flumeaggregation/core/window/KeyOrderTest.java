package io.github.flumeaggregation.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.record.StableHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
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
    Integer[] expected = new Integer[keys.size()];
    Arrays.setAll(expected, i -> i);
    Comparator<byte[]> unsigned = Arrays::compareUnsigned;
    Arrays.sort(expected, Comparator.comparing(number -> bytes(keys, number), unsigned));
    assertThat(KeyOrder.byBytes(keys))
        .as(what)
        .containsExactly(Arrays.stream(expected).mapToInt(i -> i).toArray());
  }

  private static byte[] bytes(GroupKeys keys, int number) {
    return Arrays.copyOfRange(keys.bytes(), keys.from(number), keys.to(number));
  }
}
