package io.github.flumeaggregation.monitor.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * The live values of interceptors, whose names have the form {@code
 * traffic.count{status=200,method=GET}}: docs/interceptor.md.
 */
final class InterceptorValues {
  static final ShownMetric VALUE =
      new ShownMetric(
          "flume_interceptor_value",
          Kind.GAUGE,
          "live values of an interceptor, by aggregation, column and group");

  static final ShownMetric NOT_NUMBERS =
      new ShownMetric(
          "flume_interceptor_not_numbers_by_field",
          Kind.COUNTER,
          "values that were no numbers where one was needed, by field");

  private static final String NOT_NUMBERS_PREFIX = "NotNumbers.";
  private static final String OTHER = "(other)";
  private static final int HEX = 16;

  private final SeriesBudget budget;
  private final Families families;

  InterceptorValues(SeriesBudget budget, Families families) {
    this.budget = budget;
    this.families = families;
  }

  /** Whether an attribute of an interceptor is one of its values. */
  static boolean isValue(String attribute) {
    return attribute.indexOf('.') > 0;
  }

  void add(String interceptor, String attribute, double number) {
    if (!budget.take()) {
      return;
    }
    int point = attribute.indexOf('.');
    if (attribute.startsWith(NOT_NUMBERS_PREFIX)) {
      Labels labels =
          Labels.of("interceptor", interceptor, "field", attribute.substring(point + 1));
      families.add(NOT_NUMBERS, labels, number);
      return;
    }
    int brace = attribute.endsWith("}") ? attribute.lastIndexOf('{') : -1;
    int end = brace < 0 ? attribute.length() : brace;
    List<String> fields = new ArrayList<>();
    List<String> group = new ArrayList<>();
    if (brace >= 0) {
      split(attribute.substring(brace + 1, attribute.length() - 1), fields, group);
    }
    boolean other = !group.isEmpty() && group.stream().allMatch(OTHER::equals);
    LabelNames labels = new LabelNames(fields, "interceptor", "aggregation", "column");
    group.replaceAll(InterceptorValues::unescape);
    families.add(
        VALUE,
        labels.of(
            other,
            group,
            interceptor,
            attribute.substring(0, point),
            attribute.substring(point + 1, end)),
        number);
  }

  /**
   * Of {@code status=200,method=GET}. A value holds neither sign; a field that is an expression may
   * hold both, but then within its brackets.
   */
  private static void split(String text, List<String> fields, List<String> group) {
    String pair = "";
    for (String piece : text.split(",", -1)) {
      pair += piece;
      int equals = pair.lastIndexOf('=');
      if (equals > 0 && isBalanced(pair.substring(0, equals))) {
        fields.add(pair.substring(0, equals));
        group.add(pair.substring(equals + 1));
        pair = "";
      } else {
        pair += ',';
      }
    }
  }

  private static boolean isBalanced(String expression) {
    return expression.chars().filter(c -> c == '(').count()
        == expression.chars().filter(c -> c == ')').count();
  }

  /** Takes {@code %2C} back to a comma; no other character is written so but ASCII. */
  private static String unescape(String value) {
    int percent = value.indexOf('%');
    if (percent < 0) {
      return value;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) == '%' && i + 2 < value.length()) {
        text.append((char) Integer.parseInt(value.substring(i + 1, i + 3), HEX));
        i += 2;
      } else {
        text.append(value.charAt(i));
      }
    }
    return text.toString();
  }
}
