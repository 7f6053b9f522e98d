package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;
import java.math.BigDecimal;

/**
 * What the value of a group is at most of which only this is known: its lines are some of those in
 * a row, and how many they are at most. There is such a bound for functions that more lines can
 * never make smaller. A sum has none, since there may be numbers below zero; an average has none.
 */
public final class PartBound {
  /** The bound of some lines. */
  private interface Largest {
    @Nullable
    Object of(GroupView group, long windowMillis, long lines);
  }

  /** A value of so many lines. */
  interface OfLines {
    BigDecimal of(long lines, long windowMillis);
  }

  private final Largest largest;
  private final boolean addsUp;

  private PartBound(Largest largest, boolean addsUp) {
    this.largest = largest;
    this.addsUp = addsUp;
  }

  /** For a value that is at most 1 for a line. */
  static PartBound ofCounts(Column.Result count) {
    return new PartBound(
        (group, windowMillis, lines) -> {
          Object all = count.of(group, windowMillis);
          BigDecimal most = BigDecimal.valueOf(lines);
          return all instanceof BigDecimal ? most.min((BigDecimal) all) : most;
        },
        true);
  }

  /** For a value that says the number of lines in other words. */
  static PartBound ofLines(OfLines value) {
    return new PartBound((group, windowMillis, lines) -> value.of(lines, windowMillis), true);
  }

  /** For the largest of some values. */
  static PartBound ofLargest(Column.Result largest) {
    return new PartBound((group, windowMillis, lines) -> largest.of(group, windowMillis), false);
  }

  /**
   * The largest value that the group can have.
   *
   * @param lines how many lines it has at most; not more than there are in {@code row}
   * @return null if it can have no value
   */
  public @Nullable BigDecimal largest(States states, int row, long windowMillis, long lines) {
    Object value = largest.of(new GroupView(states, row, false), windowMillis, lines);
    return value instanceof BigDecimal ? (BigDecimal) value : null;
  }

  /** The largest value of a group that has one value, and besides lines of this bound. */
  public BigDecimal with(BigDecimal value, BigDecimal bound) {
    return addsUp ? value.add(bound) : value.max(bound);
  }
}
