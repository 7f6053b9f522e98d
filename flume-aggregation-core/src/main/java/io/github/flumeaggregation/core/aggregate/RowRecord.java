package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.expression.ColumnFields;
import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Record;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The values of a row, as conditions over its columns look at them. Not safe for threads. */
public final class RowRecord {
  /** What is larger counts as this: only a variance of numbers near 10^18 can be. */
  private static final BigDecimal LARGEST =
      BigDecimal.ONE.movePointRight(Decimal.MAX_WHOLE_DIGITS).subtract(BigDecimal.ONE);

  private final ColumnFields fields;
  private final Record row;
  private final Decimal number = new Decimal();

  /** For conditions that were compiled with {@code fields}. */
  public RowRecord(ColumnFields fields) {
    this.fields = fields;
    this.row = new Record(fields.size());
  }

  /**
   * The values of all columns, those that no condition names left out; valid until it is called
   * again.
   */
  public Record of(List<@Nullable Object> values) {
    row.clear();
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (fields.isUsed(i)) {
        set(row, i, value instanceof BigDecimal ? bounded((BigDecimal) value) : value, number);
      }
    }
    return row;
  }

  private static BigDecimal bounded(BigDecimal value) {
    return value.min(LARGEST).max(LARGEST.negate());
  }

  /**
   * Puts the value of a column into a record; a number that is out of range is missing.
   *
   * @param number to work with
   */
  static void set(Record row, int column, @Nullable Object value, Decimal number) {
    if (value instanceof BigDecimal) {
      if (number.set((BigDecimal) value)) {
        row.set(column, number, bytes(Numbers.plain(number.toBigDecimal())));
      }
    } else if (value != null) {
      byte[] text = bytes(value.toString());
      row.set(column, text, 0, text.length);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
