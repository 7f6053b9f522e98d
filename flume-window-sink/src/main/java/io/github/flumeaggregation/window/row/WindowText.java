package io.github.flumeaggregation.window.row;

import io.github.flumeaggregation.core.window.ClosedWindow;

/**
 * What the results of one emission of a window have in common, encoded once. Each begins with its
 * type and its id, {@code node/sink/aggregation/start/end/key/revision}, of which the key is the
 * result's own.
 */
final class WindowText {
  private static final String BEFORE_TYPE = "{\"type\":\"";
  private static final String BEFORE_ID = "\",\"id\":\"";
  private static final byte[] BEHIND_ID = Json.bytes("\",");

  private final AggregationText aggregation;
  private final ClosedWindow window;
  private final String start;
  private final String end;
  private final String revision;
  private final String idBefore;
  private final byte[] idBehind;

  WindowText(AggregationText aggregation, ClosedWindow window) {
    this.aggregation = aggregation;
    this.window = window;
    this.start = Times.text(window.startMillis());
    this.end = Times.text(window.endMillis());
    this.revision = Long.toString(window.books().revision());
    this.idBefore = aggregation.idPrefix + start + '/' + end + '/';
    this.idBehind = Json.bytes('/' + revision);
  }

  /** Of a result of a type, what stands before its key. */
  byte[] beforeKey(String type) {
    return Json.bytes(BEFORE_TYPE + type + BEFORE_ID + idBefore);
  }

  /** Writes the rest of an id behind its key, and the comma before the next field. */
  Json endId(Json json) {
    return json.raw(idBehind).raw(BEHIND_ID);
  }

  Json writeWindow(Json json) {
    return json.field("aggregation", window.aggregation().name())
        .begin("window")
        .field("start", start)
        .field("end", end)
        .end();
  }

  /** The headers that all results of a type have in common; the others are in their bodies. */
  SharedHeaders headers(String type) {
    int idFrom = BEFORE_TYPE.length() + type.length() + BEFORE_ID.length();
    return SharedHeaders.of(
        new String[] {
          "aggregation", window.aggregation().name(),
          "node", aggregation.node,
          "revision", revision,
          "timestamp", Long.toString(window.timestampMillis()),
          "type", type,
          "window.end", Long.toString(window.endMillis()),
          "window.start", Long.toString(window.startMillis())
        },
        idFrom,
        idFrom + idBefore.length(),
        idBehind.length);
  }
}
