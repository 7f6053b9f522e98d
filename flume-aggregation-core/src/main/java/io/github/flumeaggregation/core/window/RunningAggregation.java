package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.aggregate.States;
import io.github.flumeaggregation.core.record.Record;

/** All lines since it was made. A line costs one look-up of its group. */
public final class RunningAggregation extends LiveAggregation {
  private final GroupTable groups;
  private final States nothing;

  /** Where {@link #moveTo} went: a row of {@link #groups}, or -1 for no lines. */
  private int place = -1;

  /** Over no lines yet. */
  public RunningAggregation(Aggregation aggregation) {
    super(aggregation);
    groups = aggregation.newGroups();
    nothing = noLines();
  }

  @Override
  public void add(Record record) {
    if (aggregation().accepts(record)) {
      groups.add(keyOf(record), record);
    }
  }

  @Override
  public void moveTo(Record record) {
    place = groups.find(keyOf(record));
  }

  @Override
  public @Nullable Object value(Column column, long runMillis) {
    return place < 0
        ? column.value(nothing, 0, runMillis)
        : column.value(groups.states(), place, runMillis);
  }

  @Override
  void collect(GroupTable into, long nowMillis) {
    into.merge(groups);
  }

  @Override
  long windowMillis(long runMillis) {
    return runMillis;
  }
}
