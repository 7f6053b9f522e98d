package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.aggregate.States;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Makes the result rows of groups. */
final class GroupRows {
  private GroupRows() {}

  /**
   * A row for each group, by group key, that of {@code (other)} last and only if it has lines. Each
   * is made when it is asked for, so that not all are there at once; {@code groups} must not
   * change.
   *
   * @param uncertain the numbers of the groups whose place in the top is not certain
   */
  static List<ResultRow> of(
      GroupTable groups, BitSet uncertain, Aggregation aggregation, long windowMillis) {
    int[] order = order(groups, aggregation.withoutRow(groups, windowMillis));
    boolean hasOther = groups.states().lines(GroupTable.OTHER) > 0;
    return new AbstractList<ResultRow>() {
      @Override
      public int size() {
        return order.length + (hasOther ? 1 : 0);
      }

      @Override
      public ResultRow get(int index) {
        int row = index < order.length ? order[index] + 1 : GroupTable.OTHER;
        return row(groups, row, uncertain, aggregation, windowMillis);
      }
    };
  }

  /** The numbers of the groups that have rows, all but {@code without}, by group key. */
  static int[] order(GroupTable groups, BitSet without) {
    int[] order = groups.keys().byBytes();
    return without.isEmpty()
        ? order
        : Arrays.stream(order).filter(number -> !without.get(number)).toArray();
  }

  /** The row of a group, or of {@link GroupTable#OTHER}, by its number among the states. */
  static ResultRow row(
      GroupTable groups, int row, BitSet uncertain, Aggregation aggregation, long windowMillis) {
    List<@Nullable Object> values = values(aggregation, groups.states(), row, windowMillis);
    if (row == GroupTable.OTHER) {
      return ResultRow.ofOther(aggregation.groupBy().size(), values);
    }
    int number = row - 1;
    List<String> group = group(groups.keys(), number, aggregation);
    return uncertain.get(number)
        ? ResultRow.uncertain(group, values)
        : ResultRow.ofGroup(group, values);
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
