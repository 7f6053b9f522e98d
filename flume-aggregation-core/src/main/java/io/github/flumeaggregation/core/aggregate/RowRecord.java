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
      if (value instanceof BigDecimal && fields.isUsed(i)) {
        number.set(((BigDecimal) value).min(LARGEST).max(LARGEST.negate()));
        row.set(i, number, bytes(Numbers.plain(number.toBigDecimal())));
      } else if (value != null && fields.isUsed(i)) {
        byte[] text = bytes(value.toString());
        row.set(i, text, 0, text.length);
      }
    }
    return row;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
