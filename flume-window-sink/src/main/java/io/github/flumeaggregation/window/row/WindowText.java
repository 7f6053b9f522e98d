package io.github.flumeaggregation.window.row;

import io.github.flumeaggregation.core.window.ClosedWindow;
import java.util.HashMap;
import java.util.Map;

/** What the results of one emission of a window have in common, encoded once. */
final class WindowText {
  private final AggregationText aggregation;
  private final ClosedWindow window;
  private final String start;
  private final String end;

  WindowText(AggregationText aggregation, ClosedWindow window) {
    this.aggregation = aggregation;
    this.window = window;
    this.start = Times.text(window.startMillis());
    this.end = Times.text(window.endMillis());
  }

  /** Of an id, what stands before the group, or whatever it is of. */
  String idBefore() {
    return aggregation.idPrefix + start + '/' + end + '/';
  }

  /** Of an id, what stands behind that. */
  String idBehind() {
    return "/" + window.books().revision();
  }

  Json writeWindow(Json json) {
    return json.field("aggregation", window.aggregation().name())
        .begin("window")
        .field("start", start)
        .field("end", end)
        .end();
  }

  /** The headers that all of a type have in common. */
  Map<String, String> headers(String type) {
    Map<String, String> headers = new HashMap<>();
    headers.put("type", type);
    headers.put("node", aggregation.node);
    headers.put("timestamp", Long.toString(window.timestampMillis()));
    headers.put("revision", Long.toString(window.books().revision()));
    headers.put("aggregation", window.aggregation().name());
    headers.put("window.start", Long.toString(window.startMillis()));
    headers.put("window.end", Long.toString(window.endMillis()));
    return headers;
  }
}
