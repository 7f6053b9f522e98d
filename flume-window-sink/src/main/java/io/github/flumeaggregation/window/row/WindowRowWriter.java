package io.github.flumeaggregation.window.row;

import io.github.flumeaggregation.core.window.ClosedWindow;
import io.github.flumeaggregation.core.window.RowCursor;

/**
 * Writes the rows of one emission of a window, each straight into bytes: what they have in common
 * is there already, and only the group and the values are written. Not safe for several threads.
 */
final class WindowRowWriter {
  private static final byte[] BEFORE_GROUP = Json.bytes(",\"group\":{");
  private static final byte[] BEFORE_VALUES = Json.bytes("},\"values\":{");
  private static final byte[] NO_GROUP = Json.bytes(RowNames.NO_GROUP);
  private static final byte[] OTHER = Json.bytes(",\"other\":true");
  private static final byte[] UNCERTAIN = Json.bytes(",\"certain\":false");
  private static final byte[] TRUE = Json.bytes("true");
  private static final byte[] FALSE = Json.bytes("false");

  private final AggregationText aggregation;
  private final Json json;
  private final RowCursor row;
  private final SharedHeaders headers;

  /** Up to the group in the id. */
  private final byte[] beforeKey;

  /** Between the group in the id and the group itself. */
  private final byte[] behindKey;

  /** From the end of the values to the value of {@code retracted}. */
  private final byte[] behindValues;

  private boolean isFirst = true;

  /**
   * @param json is used for one row after the other
   */
  WindowRowWriter(AggregationText aggregation, ClosedWindow window, WindowText text, Json json) {
    this.aggregation = aggregation;
    this.json = json;
    this.row = window.cursor();
    headers = text.headers("row");
    beforeKey = text.beforeKey("row");
    text.endId(json.clear());
    behindKey = text.writeWindow(json).raw(BEFORE_GROUP).written();
    behindValues = Json.bytes("},\"revision\":" + window.books().revision() + ",\"retracted\":");
  }

  OutboxRow row(int index) {
    row.moveTo(index);
    json.clear().raw(beforeKey);
    writeKey();
    int keyTo = json.length();
    json.raw(behindKey);
    writeGroup();
    json.raw(BEFORE_VALUES);
    for (int i = 0; i < aggregation.columnKeys.length; i++) {
      json.raw(aggregation.columnKeys[i]).value(row.value(i));
    }
    // The flag is always there: whoever reads a day without one must find the column all the same.
    json.raw(behindValues).raw(row.isRetracted() ? TRUE : FALSE);
    writeRareFlags();
    byte[] body = json.toBytes();
    boolean first = isFirst;
    isFirst = false;
    return new OutboxRow(headers, first, body, keyTo);
  }

  /** The group as {@link RowNames#group} has it; of other groups, what no value is like. */
  private void writeKey() {
    byte[][] names = aggregation.fieldNames;
    if (names.length == 0) {
      json.raw(NO_GROUP);
    }
    for (int i = 0; i < names.length; i++) {
      json.raw(names[i]);
      if (row.isOther()) {
        json.raw(row.groupBytes(), row.groupFrom(i), row.groupTo(i));
      } else {
        RowNames.escape(row.groupBytes(), row.groupFrom(i), row.groupTo(i), json);
      }
    }
  }

  private void writeGroup() {
    for (int i = 0; i < aggregation.fieldKeys.length; i++) {
      json.raw(aggregation.fieldKeys[i]);
      json.string(row.groupBytes(), row.groupFrom(i), row.groupTo(i));
    }
  }

  private void writeRareFlags() {
    if (row.isOther()) {
      json.raw(OTHER);
    }
    if (!row.isCertain()) {
      json.raw(UNCERTAIN);
    }
  }
}
