package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.expression.NamedField;
import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.LiveReading;
import io.github.flumeaggregation.core.window.ResultRow;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Live values under the names by which monitoring shows them.
 *
 * <p>{@code traffic.count} is the column {@code count} of the aggregation {@code traffic}; with
 * groups it is {@code traffic.count{status=200,method=GET}}. Whole numbers are {@link Long}s,
 * others {@link BigDecimal}s, and an empty value (the average of nothing) is NaN, since monitoring
 * cannot show null. A text is left out.
 */
final class PublishedValues {
  /**
   * The counter of values that were no numbers, and what the names of those by field begin with.
   */
  static final String NOT_NUMBERS = "NotNumbers";

  private static final String GROUPS = "groups";
  private static final String FOLDED = "folded";
  private static final String LACKING = "lacking";
  private static final String LATE = "late";
  private static final String CERTAIN = "certain";

  /** What no column may be called, since it is published under the same name. */
  static final Set<String> RESERVED =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(Arrays.asList(GROUPS, FOLDED, LACKING, LATE, CERTAIN)));

  private static final int MAX_LONG_DIGITS = 18;

  /** {@code 1E-7} is not, {@code 0.000001} is. */
  private static final int SMALLEST_EXPONENT_WRITTEN_OUT = -6;

  private final Map<String, Number> byName = new LinkedHashMap<>();

  /** All that was added, in that order. */
  Map<String, Number> byName() {
    return byName;
  }

  void add(String name, Number value) {
    byName.put(name, value);
  }

  /** Adds the numbers of a table; those of an interceptor have no texts. */
  void add(io.github.flumeaggregation.core.metric.Reading reading) {
    reading.metrics().forEach(metric -> add(metric.name(), reading.number(metric.name())));
  }

  /** Adds all values of an aggregation, of which all has been taken. */
  void addAggregation(Aggregation aggregation, LiveReading reading) {
    String name = aggregation.name();
    List<NamedField> groupBy = aggregation.groupBy();
    List<Column> columns = aggregation.aggregates().columns();
    long folded = reading.folded();
    List<ResultRow> rows = reading.rows();
    if (!groupBy.isEmpty()) {
      add(name + '.' + GROUPS, (long) rows.size());
      add(name + '.' + FOLDED, folded);
      add(name + '.' + LACKING, reading.lacking());
    }
    if (reading.isOfWindow()) {
      add(name + '.' + LATE, reading.late());
    }
    for (ResultRow row : rows) {
      String suffix = groupBy.isEmpty() ? "" : group(groupBy, row);
      if (!row.isCertain()) {
        add(name + '.' + CERTAIN + suffix, 0L);
      }
      for (int i = 0; i < columns.size(); i++) {
        @Nullable Number value = number(row.values().get(i));
        if (value != null) {
          add(name + '.' + columns.get(i).name() + suffix, value);
        }
      }
    }
  }

  private static @Nullable Number number(@Nullable Object value) {
    if (value == null) {
      return Double.NaN;
    }
    if (!(value instanceof BigDecimal)) {
      return null;
    }
    BigDecimal number = ((BigDecimal) value).stripTrailingZeros();
    if (number.scale() <= 0 && number.precision() - number.scale() <= MAX_LONG_DIGITS) {
      return number.longValue();
    }
    return isPrintedPlainly(number) ? number : new PlainDecimal(number.toPlainString());
  }

  /** As {@link BigDecimal#toString} says: without an exponent. */
  private static boolean isPrintedPlainly(BigDecimal number) {
    int exponent = number.precision() - 1 - number.scale();
    return number.scale() >= 0 && exponent >= SMALLEST_EXPONENT_WRITTEN_OUT;
  }

  private static String group(List<NamedField> groupBy, ResultRow row) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < groupBy.size(); i++) {
      text.append(i == 0 ? "" : ",").append(groupBy.get(i).name()).append('=');
      if (row.isOther()) {
        text.append(ResultRow.OTHER);
      } else {
        appendEscaped(row.group().get(i), text);
      }
    }
    return text.append('}').toString();
  }

  /**
   * Writes what would make a name ambiguous, and control characters, as {@code %} and hex. A value
   * that is {@code (other)} is told from the row of the rest by its first character.
   */
  private static void appendEscaped(String value, StringBuilder text) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean isLikeOther = i == 0 && value.equals(ResultRow.OTHER);
      if (isLikeOther || c < ' ' || c == 0x7f || "%,={}".indexOf(c) >= 0) {
        text.append(String.format("%%%02X", (int) c));
      } else {
        text.append(c);
      }
    }
  }
}
