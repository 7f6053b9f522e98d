package io.github.flumeaggregation.core.position;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountedSetTest {
  private final CountedSet counted = new CountedSet(2, 2);

  @Test
  void partitions_areCountedApart() {
    counted.add(position("a", 0, 10));

    assertThat(counted.containsAll(position("a", 0, 10))).isTrue();
    assertThat(counted.containsAll(position("b", 0, 10))).isFalse();
    assertThat(counted.intersects(position("a", 9, 5))).isTrue();
    assertThat(counted.intersects(position("a", 10, 5))).isFalse();
    assertThat(counted.intersects(position("b", 0, 10))).isFalse();
  }

  @Test
  void partitionBeyondTheBound_displacesTheLeastRecentlyUsed() {
    counted.add("a", 0, 10);
    counted.add("b", 0, 10);
    assertThat(counted.containsAll(position("a", 0, 1))).isTrue();

    counted.add("c", 0, 10);

    assertThat(counted.partitionsForgotten()).isEqualTo(1);
    assertThat(partitions()).containsExactly("a", "c");
    assertThat(counted.containsAll(position("b", 0, 10))).isFalse();
    assertThat(counted.containsAll(position("a", 0, 10))).isTrue();
  }

  @Test
  void partitionUsedInARow_isTheMostRecentlyUsed() {
    CountedSet one = new CountedSet(1, 2);
    one.add("a", 0, 10);
    one.add("b", 0, 10);

    assertThat(one.of("a")).isNull();
    assertThat(one.of("b")).isNotNull();
  }

  @Test
  void assumedCounted_outlivesTheForgottenPartition() {
    counted.add("a", 0, 10);
    counted.add("a", 20, 30);
    counted.add("a", 40, 50);
    assertThat(counted.assumedCounted()).isEqualTo(10);

    counted.add("b", 0, 10);
    counted.add("c", 0, 10);

    assertThat(partitions()).containsExactly("b", "c");
    assertThat(counted.assumedCounted()).isEqualTo(10);
  }

  @Test
  void positionsStrewnOverAPartition_takeNothingInBetweenForCounted() {
    CountedSet bounded = new CountedSet(10, 100);
    for (long i = 0; i <= 1_000; i++) {
      bounded.add("kafka:logs/0", i * 1_000_000, i * 1_000_000 + 1);
    }
    for (long i = 1; i < 1_000_000; i += 997) {
      assertThat(bounded.of("kafka:logs/0").contains(i)).isFalse();
    }
    assertThat(bounded.assumedCounted()).isZero();
    assertThat(bounded.positionsForgotten()).isEqualTo(901);
  }

  @Test
  void positionsForgotten_outliveTheForgottenPartition() {
    for (long i = 0; i <= 3; i++) {
      counted.add("a", i * 1_000, i * 1_000 + 10);
    }
    counted.add("b", 0, 10);
    counted.add("c", 0, 10);

    assertThat(partitions()).containsExactly("b", "c");
    assertThat(counted.positionsForgotten()).isEqualTo(20);
  }

  private List<String> partitions() {
    List<String> names = new ArrayList<>();
    counted.forEach((name, intervals) -> names.add(name));
    return names;
  }

  private static Position position(String file, long offset, long length) {
    return Position.of(
        Map.of("tail.file", file, "tail.offset", "" + offset, "tail.length", "" + length),
        (int) length);
  }
}
