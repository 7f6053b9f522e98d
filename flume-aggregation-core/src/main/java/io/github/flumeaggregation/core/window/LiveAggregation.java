package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.aggregate.States;
import io.github.flumeaggregation.core.record.Record;

/**
 * One aggregation whose values can be read at any time, up to date with the line that was added
 * last. Not safe for several threads.
 */
public abstract class LiveAggregation {
  /** The place of a group that has no lines. */
  static final int NO_LINES = -1;

  /** The place of a group of which lines may have been folded into {@code (other)}. */
  static final int UNKNOWN = -2;

  private final Aggregation aggregation;
  private final GroupKey key;
  private final States nothing;

  LiveAggregation(Aggregation aggregation) {
    this.aggregation = aggregation;
    this.key = aggregation.newGroupKey();
    this.nothing = aggregation.aggregates().newStates();
    nothing.clear(0);
  }

  /** What is computed. */
  public final Aggregation aggregation() {
    return aggregation;
  }

  /** Adds a line, which must have a time, if the aggregation takes it. */
  public abstract void add(Record record);

  /** Forgets the lines so far if it is one of a window, since the time went back. */
  public abstract void startAnew();

  /** About what all of it takes in memory. Costs as much as there are slices of a window. */
  public abstract long bytesHeld();

  /**
   * Folds half of the groups into {@code (other)}, those with the fewest lines, for want of memory.
   *
   * @return whether there was more than one group
   */
  public abstract boolean halveGroups();

  /**
   * Moves to the group of a line, whether or not the aggregation takes that line; to the values of
   * no lines if the group has none, and to no values if lines of it may have been folded. The place
   * is valid until the next line is added.
   */
  public abstract void moveTo(Record record);

  /**
   * The value of a column at the place of {@link #moveTo}.
   *
   * @param runMillis for how long lines have been added; at least 1
   * @return see {@link Column#value}; null if the value is not known
   */
  public abstract @Nullable Object value(Column column, long runMillis);

  /** The value of a column at a place in {@code states}; null at one that is not known. */
  final @Nullable Object valueAt(int place, Column column, States states, long windowMillis) {
    if (place == UNKNOWN) {
      return null;
    }
    return place == NO_LINES
        ? column.value(nothing, 0, windowMillis)
        : column.liveValue(states, place, windowMillis);
  }

  /**
   * A reading of all groups, which is still to be taken.
   *
   * @param runMillis for how long lines have been added; at least 1
   * @param nowMillis what time it is, in milliseconds since the epoch; not before the newest line
   */
  public abstract LiveReading read(long runMillis, long nowMillis);

  /** The key of a line's group, valid until it is called again. */
  final GroupKey keyOf(Record record) {
    key.read(record);
    return key;
  }
}
