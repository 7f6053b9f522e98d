package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.aggregate.States;
import io.github.flumeaggregation.core.expression.NamedField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Makes the result rows of groups. */
final class GroupRows {
  private GroupRows() {}

  /** A row for each group, by group key, that of {@code (other)} last and only if it has lines. */
  static List<ResultRow> of(GroupTable groups, Aggregation aggregation, long windowMillis) {
    List<ResultRow> rows = new ArrayList<>();
    GroupKeys keys = groups.keys();
    States states = groups.states();
    List<NamedField> groupBy = aggregation.groupBy();
    for (int number : keys.byBytes()) {
      String[] group = GroupKey.values(keys.bytes(), keys.from(number), groupBy.size());
      rows.add(row(Arrays.asList(group), aggregation, states, number + 1, windowMillis));
    }
    if (states.lines(GroupTable.OTHER) > 0) {
      List<String> other = Collections.nCopies(groupBy.size(), ResultRow.OTHER);
      rows.add(row(other, aggregation, states, GroupTable.OTHER, windowMillis));
    }
    return rows;
  }

  /** A row of the states in {@code row}. */
  static ResultRow row(
      List<String> group, Aggregation aggregation, States states, int row, long windowMillis) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Column column : aggregation.aggregates().columns()) {
      values.add(column.value(states, row, windowMillis));
    }
    return new ResultRow(group, values);
  }
}
