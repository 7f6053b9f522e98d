package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Numbers;
import io.github.flumeaggregation.core.expression.Condition;
import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Record;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The conditions {@code when} and {@code resolve} of an alert, over the columns of a row. */
final class AlertConditions {
  /** What is larger counts as this: only a variance of numbers near 10^18 can be. */
  private static final BigDecimal LARGEST =
      BigDecimal.ONE.movePointRight(Decimal.MAX_WHOLE_DIGITS).subtract(BigDecimal.ONE);

  private final String whenText;
  private final Condition when;
  private final @Nullable Condition resolve;
  private final RowFields fields;
  private final Record row;
  private final Decimal number = new Decimal();

  /**
   * @param fields what both conditions were compiled with
   * @param resolve null if the alert ends when {@code when} no longer holds
   */
  AlertConditions(String whenText, Condition when, @Nullable Condition resolve, RowFields fields) {
    this.whenText = whenText;
    this.when = when;
    this.resolve = resolve;
    this.fields = fields;
    this.row = new Record(fields.size());
  }

  /** {@code when}, as it was written. */
  String whenText() {
    return whenText;
  }

  /** The verdict on a row. */
  Verdict judge(List<@Nullable Object> values) {
    fill(values);
    if (when.test(row)) {
      return Verdict.HOLDS;
    }
    return resolve == null || resolve.test(row) ? Verdict.OVER : Verdict.BETWEEN;
  }

  /**
   * The verdict on a window in which the group has no line: the alert is over, whatever {@code
   * resolve} says, unless {@code when} holds for a count of 0. Otherwise an alert on a ratio could
   * never end once its group is gone.
   */
  Verdict judgeNothing(List<@Nullable Object> valuesOfNothing) {
    fill(valuesOfNothing);
    return when.test(row) ? Verdict.HOLDS : Verdict.OVER;
  }

  private void fill(List<@Nullable Object> values) {
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
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
