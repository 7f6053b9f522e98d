package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.aggregate.States;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.StableHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * One aggregation over all lines since it was made: without windows, and readable at any time.
 *
 * <p>A line costs one look-up of its group. Without {@code groupBy} there is one group, from the
 * beginning. Not safe for several threads.
 */
public final class RunningAggregation {
  private final Aggregation aggregation;
  private final GroupKey key;
  private final GroupTable groups;
  private final States nothing;

  /** Over no lines yet. */
  public RunningAggregation(Aggregation aggregation) {
    this.aggregation = aggregation;
    key = aggregation.newGroupKey();
    groups = new GroupTable(aggregation.aggregates(), aggregation.maxGroups());
    nothing = aggregation.aggregates().newStates();
    nothing.clear(0);
    if (aggregation.groupBy().isEmpty()) {
      groups.row(onlyKey(), 0);
    }
  }

  private static GroupKeys onlyKey() {
    GroupKeys keys = new GroupKeys();
    keys.add(new byte[0], 0, 0, StableHash.of(new byte[0], 0, 0));
    return keys;
  }

  /** What is computed. */
  public Aggregation aggregation() {
    return aggregation;
  }

  /** Adds a line, if the aggregation takes it. */
  public void add(Record record) {
    if (aggregation.accepts(record)) {
      key.read(record);
      groups.add(key, record);
    }
  }

  /**
   * The value of a column for the group of {@code record}, whether or not the aggregation takes
   * this line; for a group that has none yet, the value of no lines.
   *
   * @param millis for how long lines have been added
   * @return see {@link Column#value}
   */
  public @Nullable Object value(Column column, Record record, long millis) {
    key.read(record);
    int number = groups.keys().find(key.bytes(), 0, key.length(), key.hash());
    if (number >= 0) {
      return column.value(groups.states(), number + 1, millis);
    }
    boolean folded = groups.states().lines(GroupTable.OTHER) > 0;
    return column.value(folded ? groups.states() : nothing, 0, millis);
  }

  /** Number of groups that are kept apart. */
  public int groups() {
    return groups.size();
  }

  /**
   * The values of the {@code maxRows} groups that came first, and of the rest in one row of {@link
   * ResultRow#OTHER}.
   *
   * @param millis for how long lines have been added
   */
  public List<ResultRow> rows(int maxRows, long millis) {
    List<ResultRow> rows = new ArrayList<>();
    GroupKeys keys = groups.keys();
    int fields = aggregation.groupBy().size();
    for (int number = 0; number < Math.min(maxRows, keys.size()); number++) {
      String[] group = GroupKey.values(keys.bytes(), keys.from(number), fields);
      rows.add(row(Arrays.asList(group), groups.states(), number + 1, millis));
    }
    States rest = rest(rows.size());
    if (rest.lines(0) > 0) {
      rows.add(row(Collections.nCopies(fields, ResultRow.OTHER), rest, 0, millis));
    }
    return rows;
  }

  private States rest(int from) {
    States rest = aggregation.aggregates().newStates();
    rest.clear(0);
    rest.merge(0, groups.states(), GroupTable.OTHER);
    for (int number = from; number < groups.size(); number++) {
      rest.merge(0, groups.states(), number + 1);
    }
    return rest;
  }

  private ResultRow row(List<String> group, States states, int row, long millis) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Column column : aggregation.aggregates().columns()) {
      values.add(column.value(states, row, millis));
    }
    return new ResultRow(group, values, false);
  }
}
