package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.aggregate.States;
import io.github.flumeaggregation.core.record.Record;
import java.util.Collections;
import java.util.List;

/**
 * One aggregation whose values can be read at any time, up to date with the line that was added
 * last. Not safe for several threads.
 */
public abstract class LiveAggregation {
  private final Aggregation aggregation;
  private final GroupKey key;

  LiveAggregation(Aggregation aggregation) {
    this.aggregation = aggregation;
    this.key = aggregation.newGroupKey();
  }

  /** What is computed. */
  public final Aggregation aggregation() {
    return aggregation;
  }

  /** Adds a line, which must have a time, if the aggregation takes it. */
  public abstract void add(Record record);

  /**
   * Moves to the group of a line, whether or not the aggregation takes that line; to the values of
   * no lines if the group has none. The place is valid until the next line is added.
   */
  public abstract void moveTo(Record record);

  /**
   * The value of a column at the place of {@link #moveTo}.
   *
   * @param runMillis for how long lines have been added; at least 1
   * @return see {@link Column#value}
   */
  public abstract @Nullable Object value(Column column, long runMillis);

  /**
   * The values of the groups that have lines, by group key; at most {@code maxGroups} of them or
   * the {@code top}, and those of the rest in one row of {@link ResultRow#OTHER}. Without {@code
   * groupBy} there is one row from the beginning. Costs what the groups cost, and changes nothing.
   *
   * @param runMillis for how long lines have been added; at least 1
   * @param nowMillis what time it is, in milliseconds since the epoch; not before the newest line
   */
  public final List<ResultRow> rows(long runMillis, long nowMillis) {
    GroupTable groups = aggregation.newGroups();
    collect(groups, nowMillis);
    aggregation.limit(groups, windowMillis(runMillis));
    if (aggregation.groupBy().isEmpty() && groups.size() == 0) {
      List<@Nullable Object> values =
          GroupRows.values(aggregation, noLines(), 0, windowMillis(runMillis));
      return Collections.singletonList(new ResultRow(Collections.emptyList(), values, false));
    }
    return GroupRows.of(groups, aggregation, windowMillis(runMillis));
  }

  /** Adds the states of all groups that have lines at {@code nowMillis} to an empty table. */
  abstract void collect(GroupTable into, long nowMillis);

  /** How much time the values are of. */
  abstract long windowMillis(long runMillis);

  /** The key of a line's group, valid until it is called again. */
  final GroupKey keyOf(Record record) {
    key.read(record);
    return key;
  }

  /** States of which row 0 holds those of no lines. */
  final States noLines() {
    States states = aggregation.aggregates().newStates();
    states.clear(0);
    return states;
  }
}
