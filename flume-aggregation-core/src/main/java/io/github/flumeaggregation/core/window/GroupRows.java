package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.aggregate.States;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the result rows of groups. */
final class GroupRows {
  private GroupRows() {}

  /** A row for each group, by group key, that of {@code (other)} last and only if it has lines. */
  static List<ResultRow> of(GroupTable groups, Aggregation aggregation, long windowMillis) {
    List<ResultRow> rows = new ArrayList<>();
    GroupKeys keys = groups.keys();
    States states = groups.states();
    for (int number : keys.byBytes()) {
      List<@Nullable Object> values = values(aggregation, states, number + 1, windowMillis);
      rows.add(ResultRow.ofGroup(group(keys, number, aggregation), values));
    }
    if (states.lines(GroupTable.OTHER) > 0) {
      List<@Nullable Object> values = values(aggregation, states, GroupTable.OTHER, windowMillis);
      rows.add(ResultRow.ofOther(aggregation.groupBy().size(), values));
    }
    return rows;
  }

  /** The group values in a key. */
  static List<String> group(GroupKeys keys, int number, Aggregation aggregation) {
    int count = aggregation.groupBy().size();
    return Arrays.asList(GroupKey.values(keys.bytes(), keys.from(number), count));
  }

  /** The values of all columns. */
  static List<@Nullable Object> values(
      Aggregation aggregation, States states, int row, long windowMillis) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Column column : aggregation.aggregates().columns()) {
      values.add(column.value(states, row, windowMillis));
    }
    return values;
  }
}
