package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.expression.NamedField;
import io.github.flumeaggregation.core.live.LiveFrame;
import io.github.flumeaggregation.core.live.LiveRevision;
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
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Shows the windows of each aggregation that closed last to whoever watches the agent; while nobody
 * does, it keeps nothing. It is no part of the state: what is shown starts anew with the process.
 *
 * <p>Of a batch that closes many windows, only those are looked into that can be shown. What is
 * noted here waits as a result of the sink meanwhile, so that it takes no further memory.
 */
final class LatestWindows {
  private final String sink;

  /** By aggregation and end, the emissions since the last {@link #publish}. */
  private final Map<Aggregation, TreeMap<Long, List<ClosedWindow>>> emissions =
      new LinkedHashMap<>();

  LatestWindows(String sink) {
    this.sink = sink;
  }

  /**
   * Notes a window that was emitted, for the first time or again. Sessions are not shown: there is
   * no last one of all groups.
   */
  void emitted(ClosedWindow window) {
    if (!LiveWindows.areWatched() || !window.hasBooks()) {
      return;
    }
    TreeMap<Long, List<ClosedWindow>> latest =
        emissions.computeIfAbsent(window.aggregation(), of -> new TreeMap<>());
    latest.computeIfAbsent(window.endMillis(), end -> new ArrayList<>()).add(window);
    if (latest.size() > LiveWindows.maxWindows()) {
      latest.pollFirstEntry();
    }
  }

  /** Shows what was noted: it is durable now. */
  void publish() {
    for (TreeMap<Long, List<ClosedWindow>> latest : emissions.values()) {
      latest.values().forEach(sameEnd -> sameEnd.forEach(this::publish));
    }
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
      long leftOut = (long) window.rows().size() - kept;
      LiveWindows.closed(new LiveWindow(shape(window), frame(window), rows, leftOut));
    } else {
      LiveWindows.revised(new LiveRevision(shape(window), frame(window), rows, retracted));
    }
  }

  private static LiveFrame frame(ClosedWindow window) {
    return new LiveFrame(
        window.timestampMillis(),
        window.endMillis(),
        window.books().aggregated(),
        window.books().filtered(),
        window.books().late());
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
