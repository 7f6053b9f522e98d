package io.github.flumeaggregation.core.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalSetTest {
  private static final int ROUNDS = Integer.getInteger("test.rounds", 200);
  private static final int UNIVERSE = 300;

  private final IntervalSet set = new IntervalSet(100);

  @Test
  void adjacentIntervals_merge() {
    set.add(10, 20);
    set.add(20, 30);
    set.add(5, 10);

    assertThat(intervals(set)).containsExactly("[5,30)");
  }

  @Test
  void intervalThatFillsAGap_mergesBothSides() {
    set.add(0, 10);
    set.add(20, 30);
    set.add(40, 50);
    set.add(10, 20);

    assertThat(intervals(set)).containsExactly("[0,30)", "[40,50)");
  }

  @Test
  void lookups_areHalfOpen() {
    set.add(10, 20);
    set.add(30, 40);

    assertThat(set.containsAll(10, 20)).isTrue();
    assertThat(set.containsAll(10, 21)).isFalse();
    assertThat(set.containsAll(15, 35)).isFalse();
    assertThat(set.intersects(0, 10)).isFalse();
    assertThat(set.intersects(20, 30)).isFalse();
    assertThat(set.intersects(0, 11)).isTrue();
    assertThat(set.intersects(39, 100)).isTrue();
    assertThat(set.intersects(40, 100)).isFalse();
  }

  @Test
  void endsOfLong_areIntervalsLikeOthers() {
    set.add(Long.MAX_VALUE - 1, Long.MAX_VALUE);
    set.add(Long.MIN_VALUE, Long.MIN_VALUE + 1);

    assertThat(set.containsAll(Long.MAX_VALUE - 1, Long.MAX_VALUE)).isTrue();
    assertThat(set.containsAll(Long.MIN_VALUE, Long.MIN_VALUE + 1)).isTrue();
    assertThat(set.intersects(Long.MIN_VALUE + 1, Long.MAX_VALUE - 1)).isFalse();
  }

  @Test
  void emptyInterval_isRefused() {
    assertThatThrownBy(() -> set.add(5, 5)).hasMessage("empty interval [5, 5)");
  }

  @Test
  void moreIntervalsThanAllowed_closeTheLowestGapAndCountIt() {
    IntervalSet bounded = new IntervalSet(2);
    bounded.add(0, 60);
    bounded.add(100, 130);
    bounded.add(131, 140);

    assertThat(intervals(bounded)).containsExactly("[0,130)", "[131,140)");
    assertThat(bounded.gapsClosed()).isEqualTo(1);
    assertThat(bounded.assumedCounted()).isEqualTo(40);
  }

  @Test
  void gapLargerThanWhatWasCountedBesideIt_staysOpenAndTheShorterIntervalIsForgotten() {
    IntervalSet bounded = new IntervalSet(2);
    bounded.add(0, 10);
    bounded.add(100, 105);
    bounded.add(200, 210);
    assertThat(intervals(bounded)).containsExactly("[0,10)", "[200,210)");

    bounded.add(300, 310);
    assertThat(intervals(bounded)).containsExactly("[200,210)", "[300,310)");
    assertThat(bounded.assumedCounted()).isZero();
    assertThat(bounded.forgotten()).isEqualTo(15);
  }

  @Test
  void gapsThatGrow_areNeverAssumedBeyondWhatWasCounted() {
    IntervalSet bounded = new IntervalSet(2);
    long end = 1;
    bounded.add(0, 1);
    for (int i = 0; i < 40; i++) {
      bounded.add(2 * end, 2 * end + 1); // as long a gap as all before it
      end = 2 * end + 1;
    }
    assertThat(bounded.assumedCounted()).isLessThanOrEqualTo(41);
  }

  @Test
  void everySecondNumber_staysWithinTheBound() {
    IntervalSet bounded = new IntervalSet(1000);
    for (long i = 0; i < 100_000; i++) {
      bounded.add(2 * i, 2 * i + 1);
    }

    assertThat(bounded.size()).isEqualTo(1000);
    assertThat(bounded.assumedCounted()).isEqualTo(99_000);
    assertThat(bounded.containsAll(199_997, 199_998)).isFalse();
  }

  @Test
  void randomIntervals_agreeWithABitSet() {
    for (int round = 0; round < ROUNDS; round++) {
      long seed = Long.getLong("test.seed", 20261122) + round;
      Random random = new Random(seed);
      int maxIntervals = random.nextBoolean() ? UNIVERSE : 1 + random.nextInt(10);
      compareWithModel(random, maxIntervals, "seed " + seed);
    }
  }

  private static void compareWithModel(Random random, int maxIntervals, String description) {
    IntervalSet actual = new IntervalSet(maxIntervals);
    Model model = new Model(maxIntervals);
    int longest = 1 + random.nextInt(20);
    for (int step = 0; step < 200; step++) {
      int start = random.nextInt(UNIVERSE);
      int end = start + 1 + random.nextInt(longest);
      assertThat(actual.containsAll(start, end))
          .as("%s: containsAll at step %s", description, step)
          .isEqualTo(model.numbers.nextClearBit(start) >= end);
      assertThat(actual.contains(start))
          .as("%s: contains at step %s", description, step)
          .isEqualTo(model.numbers.get(start));
      assertThat(actual.intersects(start, end))
          .as("%s: intersects at step %s", description, step)
          .isEqualTo(!model.numbers.get(start, end).isEmpty());
      if (random.nextInt(3) > 0) {
        actual.add(start, end);
        model.add(start, end);
      }
      assertThat(intervals(actual)).as(description).isEqualTo(model.intervals());
      assertThat(actual.size()).as(description).isEqualTo(model.intervals().size());
      assertThat(actual.assumedCounted()).as(description).isEqualTo(model.assumedCounted);
      assertThat(actual.forgotten()).as(description).isEqualTo(model.forgotten);
    }
  }

  private static List<String> intervals(IntervalSet set) {
    List<String> intervals = new ArrayList<>();
    set.forEach((start, end) -> intervals.add("[" + start + "," + end + ")"));
    return intervals;
  }

  /** One bit per number. */
  private static final class Model {
    final BitSet numbers = new BitSet();
    final int maxIntervals;
    long assumedCounted;
    long forgotten;

    Model(int maxIntervals) {
      this.maxIntervals = maxIntervals;
    }

    void add(int start, int end) {
      numbers.set(start, end);
      if (intervals().size() > maxIntervals) {
        int first = numbers.nextSetBit(0);
        int gapStart = numbers.nextClearBit(first);
        int gapEnd = numbers.nextSetBit(gapStart);
        int last = numbers.nextClearBit(gapEnd);
        limit(first, gapStart, gapEnd, last);
      }
    }

    private void limit(int first, int gapStart, int gapEnd, int last) {
      int gap = gapEnd - gapStart;
      int counted = gapStart - first + last - gapEnd;
      if (gap <= counted - assumedCounted) {
        numbers.set(gapStart, gapEnd);
        assumedCounted += gap;
      } else if (gapStart - first <= last - gapEnd) {
        numbers.clear(first, gapStart);
        forgotten += gapStart - first;
      } else {
        numbers.clear(gapEnd, last);
        forgotten += last - gapEnd;
      }
    }

    List<String> intervals() {
      List<String> intervals = new ArrayList<>();
      for (int start = numbers.nextSetBit(0); start >= 0; ) {
        int end = numbers.nextClearBit(start);
        intervals.add("[" + start + "," + end + ")");
        start = numbers.nextSetBit(end);
      }
      return intervals;
    }
  }
}
