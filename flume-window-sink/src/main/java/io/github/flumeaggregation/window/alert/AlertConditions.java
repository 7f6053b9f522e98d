package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.RowRecord;
import io.github.flumeaggregation.core.expression.ColumnFields;
import io.github.flumeaggregation.core.expression.Condition;
import io.github.flumeaggregation.core.record.Record;
import java.util.List;

/** The conditions {@code when} and {@code resolve} of an alert, over the columns of a row. */
final class AlertConditions {
  private final String whenText;
  private final Condition when;
  private final @Nullable Condition resolve;
  private final List<Condition> counted;
  private final RowRecord row;

  /**
   * @param counted the conditions of the counts that {@code when} names
   * @param resolve null if the alert ends when {@code when} no longer holds
   * @param fields what both conditions were compiled with
   */
  AlertConditions(
      String whenText,
      Condition when,
      List<Condition> counted,
      @Nullable Condition resolve,
      ColumnFields fields) {
    this.whenText = whenText;
    this.when = when;
    this.counted = counted;
    this.resolve = resolve;
    this.row = new RowRecord(fields);
  }

  /** {@code when}, as it was written. */
  String whenText() {
    return whenText;
  }

  /** Whether a line is in a count that {@code when} names, if it names any with a condition. */
  boolean countsOneOf(Record line) {
    for (Condition condition : counted) {
      if (condition.test(line)) {
        return true;
      }
    }
    return counted.isEmpty();
  }

  /** The verdict on a row. */
  Verdict judge(List<@Nullable Object> values) {
    Record record = row.of(values);
    if (when.test(record)) {
      return Verdict.HOLDS;
    }
    return resolve == null || resolve.test(record) ? Verdict.OVER : Verdict.BETWEEN;
  }

  /**
   * The verdict on a window in which the group has no line: the alert is over, whatever {@code
   * resolve} says, unless {@code when} holds for a count of 0. Otherwise an alert on a ratio could
   * never end once its group is gone.
   */
  Verdict judgeNothing(List<@Nullable Object> valuesOfNothing) {
    return when.test(row.of(valuesOfNothing)) ? Verdict.HOLDS : Verdict.OVER;
  }
}
