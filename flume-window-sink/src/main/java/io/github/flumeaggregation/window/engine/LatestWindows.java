package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.expression.NamedField;
import io.github.flumeaggregation.core.live.LiveRow;
import io.github.flumeaggregation.core.live.LiveShape;
import io.github.flumeaggregation.core.live.LiveWindow;
import io.github.flumeaggregation.core.live.LiveWindows;
import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.ClosedWindow;
import io.github.flumeaggregation.core.window.ResultRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Shows the window of each aggregation that closed last to whoever watches the agent; while nobody
 * does, it keeps nothing. It is no part of the state: what is shown starts anew with the process.
 *
 * <p>Of a batch that closes many windows, only the last of each aggregation is looked into.
 */
final class LatestWindows {
  private final String sink;

  /**
   * By aggregation, the emissions since the last {@link #publish} of the window with the last end.
   */
  private final Map<Aggregation, List<ClosedWindow>> emissions = new LinkedHashMap<>();

  LatestWindows(String sink) {
    this.sink = sink;
  }

  /**
   * Notes a window that was emitted, for the first time or again. Sessions are not shown: there is
   * no last one of all groups.
   */
  void emitted(ClosedWindow window) {
    if (LiveWindows.maxRows() == 0 || !window.hasBooks()) {
      return;
    }
    List<ClosedWindow> latest =
        emissions.computeIfAbsent(window.aggregation(), of -> new ArrayList<>());
    long end = latest.isEmpty() ? Long.MIN_VALUE : latest.get(0).endMillis();
    if (window.endMillis() > end) {
      latest.clear();
    }
    if (window.endMillis() >= end) {
      latest.add(window);
    }
  }

  /** Shows what was noted: it is durable now. */
  void publish() {
    emissions.values().forEach(latest -> latest.forEach(this::publish));
    emissions.clear();
  }

  private void publish(ClosedWindow window) {
    List<LiveRow> rows = new ArrayList<>();
    List<LiveRow> retracted = new ArrayList<>();
    int kept = Math.min(window.rows().size(), LiveWindows.maxRows());
    for (ResultRow row : window.rows().subList(0, kept)) {
      (row.isRetracted() ? retracted : rows)
          .add(new LiveRow(row.group(), row.isOther(), row.values()));
    }
    if (window.books().revision() == 1) {
      LiveWindows.closed(
          new LiveWindow(shape(window), window.endMillis(), rows, window.rows().size() - kept));
    } else {
      LiveWindows.revised(shape(window), window.endMillis(), rows, retracted);
    }
  }

  private LiveShape shape(ClosedWindow window) {
    Aggregation of = window.aggregation();
    return new LiveShape(
        sink,
        of.name(),
        of.groupBy().stream().map(NamedField::name).collect(Collectors.toList()),
        of.aggregates().columns().stream().map(Column::name).collect(Collectors.toList()));
  }
}
