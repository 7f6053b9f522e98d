package io.github.flumeaggregation.core.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceTest {
  private static Slice within(String text, int from, int to) {
    Slice slice = new Slice();
    slice.set(text.getBytes(UTF_8), from, to);
    return slice;
  }

  @Test
  void partOfAnArray_behavesLikeACopyOfIt() {
    Slice part = within("xxabcxx", 2, 5);

    assertThat(part).isEqualTo(Slice.of("abc")).hasSameHashCodeAs(Slice.of("abc"));
    assertThat(part).hasToString("abc");
    assertThat(part.length()).isEqualTo(3);
    assertThat(part.at(1)).isEqualTo((byte) 'b');
    assertThat(part.toBytes()).containsExactly('a', 'b', 'c');
  }

  @ParameterizedTest
  @CsvSource({
    "/api/users,/api/,true",
    "/api,/api/,false",
    "/apj/,/api/,false",
    "abc,'',true",
    "'','',true"
  })
  void prefix_isComparedWithinTheSlice(String text, String prefix, boolean expected) {
    assertThat(within("/" + text + "/", 1, 1 + text.length()).startsWith(Slice.of(prefix)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "abcabd,abd,true",
    "abcabd,abc,true",
    "abcab,abd,false",
    "ab,abc,false",
    "ab,'',true"
  })
  void part_isFoundAnywhere(String text, String part, boolean expected) {
    assertThat(within("c" + text + "d", 1, 1 + text.length()).contains(Slice.of(part)))
        .isEqualTo(expected);
  }

  @Test
  void order_isThatOfCodePoints() {
    long seed = Long.getLong("test.seed", 20261122);
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      String a = randomText(random);
      String b = randomText(random);
      int expected = Integer.signum(compareCodePoints(a, b));
      assertThat(Integer.signum(Slice.of(a).compareTo(Slice.of(b))))
          .as("'%s' and '%s', seed %d", a, b, seed)
          .isEqualTo(expected);
    }
  }

  private static String randomText(Random random) {
    int[] points =
        random
            .ints(random.nextInt(4), 0, 4)
            .map(i -> new int[] {'a', 'z', 0xe4, 0x1f600}[i])
            .toArray();
    return new String(points, 0, points.length);
  }

  private static int compareCodePoints(String a, String b) {
    return java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }
}
