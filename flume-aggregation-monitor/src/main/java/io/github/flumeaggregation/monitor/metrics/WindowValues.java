package io.github.flumeaggregation.monitor.metrics;

import io.github.flumeaggregation.core.live.LiveRow;
import io.github.flumeaggregation.core.live.LiveShape;
import io.github.flumeaggregation.core.live.LiveWindow;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;

/** The last closed window of each aggregation. */
final class WindowValues {
  static final ShownMetric VALUE =
      new ShownMetric(
          "flume_window_value",
          Kind.GAUGE,
          "values of the window that closed last, by column and group");

  static final ShownMetric END =
      new ShownMetric(
          "flume_window_end_time_seconds",
          Kind.GAUGE,
          "end of the window that closed last, by the time in the lines, in seconds since the epoch",
          1e-3,
          "");

  private final SeriesBudget budget;
  private final Families families;

  WindowValues(SeriesBudget budget, Families families) {
    this.budget = budget;
    this.families = families;
  }

  void add(LiveWindow window) {
    LiveShape of = window.shape();
    families.add(
        END,
        Labels.of("sink", of.sink(), "aggregation", of.aggregation()),
        (double) window.endMillis());
    LabelNames labels = new LabelNames(of.groupBy(), "sink", "aggregation", "column");
    for (LiveRow row : window.rows()) {
      addRow(of, labels, row);
    }
    budget.leaveOut(window.rowsLeftOut() * of.columns().size());
  }

  private void addRow(LiveShape of, LabelNames labels, LiveRow row) {
    List<String> columns = of.columns();
    for (int i = 0; i < columns.size(); i++) {
      Object value = row.values().get(i);
      if (value instanceof Number && budget.take()) {
        families.add(
            VALUE,
            labels.of(row.isOther(), row.group(), of.sink(), of.aggregation(), columns.get(i)),
            ((Number) value).doubleValue());
      }
    }
  }
}
