package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.expression.Formula;
import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Record;
import java.math.BigDecimal;

/**
 * A value that is computed of others of its row. Rows are made by several threads, and the formula
 * is one: it is guarded.
 */
final class ComputedValue implements Column.Result {
  private final Formula formula;
  private final int[] operands;
  private final Column[] columns;
  private final Record row;
  private final Decimal number = new Decimal();

  /**
   * @param columns of the row; those that the formula needs are there
   */
  ComputedValue(Formula formula, Column[] columns) {
    this.formula = formula;
    this.operands = formula.columns();
    this.columns = columns;
    this.row = new Record(columns.length);
  }

  @Override
  public synchronized @Nullable Object of(GroupView group, long windowMillis) {
    row.clear();
    for (int operand : operands) {
      // What is out of range is missing, and so is what is computed of it.
      RowRecord.set(row, operand, columns[operand].value(group, windowMillis), number);
    }
    @Nullable Decimal value = formula.number().of(row);
    if (value == null) {
      return null;
    }
    BigDecimal result = value.toBigDecimal();
    return result.signum() == 0 ? BigDecimal.ZERO : result.stripTrailingZeros();
  }
}
