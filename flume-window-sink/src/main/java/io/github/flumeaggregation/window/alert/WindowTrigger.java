package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.aggregate.Numbers;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The row of a window, on which a {@code when} or {@code resolve} was judged. */
final class WindowTrigger implements Trigger {
  private final AlertRule rule;
  private final long startMillis;
  private final long endMillis;
  private final long timestampMillis;
  private final List<@Nullable Object> values;
  private final List<String> group;
  private final LineSamples samples;

  /** That a group had these values in a window. */
  WindowTrigger(
      WindowTimes window, List<String> group, List<@Nullable Object> values, LineSamples samples) {
    this.rule = samples.rule();
    this.startMillis = window.startMillis;
    this.endMillis = window.endMillis;
    this.timestampMillis = window.timestampMillis;
    this.values = values;
    this.group = group;
    this.samples = samples;
  }

  @Override
  public long timestampMillis() {
    return timestampMillis;
  }

  /** An alert on windows is told apart by its rule and group alone. */
  @Override
  public void addLabels(Map<String, String> labels) {}

  @Override
  public void addHeaders(Map<String, String> headers) {
    headers.put("window.start", Long.toString(startMillis));
    headers.put("window.end", Long.toString(endMillis));
  }

  @Override
  public void addAnnotations(Map<String, String> annotations) {
    annotations.put("condition", rule.conditions().whenText());
    annotations.put("value", valueText());
    annotations.put(
        "window", Instant.ofEpochMilli(startMillis) + "/" + Instant.ofEpochMilli(endMillis));
    List<String> lines = samples.of(group, timestampMillis, endMillis);
    if (!lines.isEmpty()) {
      annotations.put("samples", String.join("\n", lines));
    }
  }

  private String valueText() {
    List<String> texts = new ArrayList<>();
    List<Column> columns = rule.aggregation.aggregates().columns();
    for (int i = 0; i < columns.size(); i++) {
      Object value = values.get(i);
      String text =
          value instanceof BigDecimal ? Numbers.plain((BigDecimal) value) : String.valueOf(value);
      texts.add(columns.get(i).name() + " = " + text);
    }
    return String.join(", ", texts);
  }
}
