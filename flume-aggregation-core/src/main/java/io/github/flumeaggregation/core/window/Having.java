package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.RowRecord;
import io.github.flumeaggregation.core.expression.Call;
import io.github.flumeaggregation.core.expression.ColumnFields;
import io.github.flumeaggregation.core.expression.Condition;
import io.github.flumeaggregation.core.expression.Conditions;
import java.util.List;

/** Which groups have rows: those of which a condition over the columns holds. */
final class Having {
  private final Condition condition;
  private final RowRecord row;

  private Having(Condition condition, ColumnFields fields) {
    this.condition = condition;
    this.row = new RowRecord(fields);
  }

  /**
   * Reads a condition such as {@code count > 10}.
   *
   * @throws IllegalArgumentException if it is none, or names an unknown column
   */
  static Having parse(String text, List<Call> compute) {
    ColumnFields fields = new ColumnFields(compute);
    return new Having(Conditions.compile(text, fields), fields);
  }

  /** Whether a group of these values has a row. Rows are made by several threads: it is guarded. */
  synchronized boolean holds(List<@Nullable Object> values) {
    return condition.test(row.of(values));
  }
}
