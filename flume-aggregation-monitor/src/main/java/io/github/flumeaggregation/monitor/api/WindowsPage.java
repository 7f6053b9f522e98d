package io.github.flumeaggregation.monitor.api;

import io.github.flumeaggregation.core.live.LiveChanges;
import io.github.flumeaggregation.core.live.LiveFrame;
import io.github.flumeaggregation.core.live.LiveRow;
import io.github.flumeaggregation.core.live.LiveShape;
import io.github.flumeaggregation.core.live.LiveWindow;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

/** The windows that closed last, or those of them that somebody has not seen yet. */
public final class WindowsPage {
  public static final String PATH = "/api/v1/windows";
  public static final String CONTENT_TYPE = JsonPage.CONTENT_TYPE;

  private final JsonPage json = new JsonPage();

  private WindowsPage() {}

  /** Writes windows down. */
  public static byte[] write(LiveChanges changes) {
    WindowsPage page = new WindowsPage();
    return page.json.of(() -> page.writeAll(changes));
  }

  private void writeAll(LiveChanges changes) throws IOException {
    json.field("startMillis", ManagementFactory.getRuntimeMXBean().getStartTime());
    json.field("through", changes.through());
    json.name("aggregations")
        .array(
            () -> {
              for (Map.Entry<LiveShape, List<LiveWindow>> of : changes.windows().entrySet()) {
                json.object(() -> writeAggregation(of.getKey(), of.getValue()));
              }
            });
  }

  private void writeAggregation(LiveShape shape, List<LiveWindow> windows) throws IOException {
    json.field("sink", shape.sink());
    json.field("aggregation", shape.aggregation());
    json.field("groupBy", shape.groupBy());
    json.field("columns", shape.columns());
    json.name("windows")
        .array(
            () -> {
              for (LiveWindow window : windows) {
                json.object(() -> writeWindow(window));
              }
            });
  }

  private void writeWindow(LiveWindow window) throws IOException {
    LiveFrame frame = window.frame();
    json.field("startMillis", frame.startMillis());
    json.field("endMillis", frame.endMillis());
    json.field("aggregated", frame.aggregated());
    json.field("filtered", frame.filtered());
    json.field("late", frame.late());
    json.name("rows")
        .array(
            () -> {
              for (LiveRow row : window.rows()) {
                json.object(() -> writeRow(row));
              }
            });
    json.field("rowsLeftOut", window.rowsLeftOut());
  }

  private void writeRow(LiveRow row) throws IOException {
    json.field("group", row.group());
    if (row.isOther()) {
      json.name("other").value(true);
    }
    json.name("values")
        .array(
            () -> {
              for (Object value : row.values()) {
                json.value(value);
              }
            });
  }
}
