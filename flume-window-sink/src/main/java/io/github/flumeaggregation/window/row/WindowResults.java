package io.github.flumeaggregation.window.row;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.window.ClosedWindow;
import io.github.flumeaggregation.core.window.WindowBooks;
import java.util.AbstractList;

/** The rows of one emission of a window, and after them its books, if any; made when asked for. */
final class WindowResults extends AbstractList<OutboxRow> {
  private static final byte[] BOOKS = Json.bytes("books");

  private final AggregationText aggregation;
  private final ClosedWindow window;
  private final Json json;
  private final int rows;
  private @Nullable WindowText text;
  private @Nullable WindowRowWriter writer;

  /**
   * @param json is used for one result after the other
   */
  WindowResults(AggregationText aggregation, ClosedWindow window, Json json) {
    this.aggregation = aggregation;
    this.window = window;
    this.json = json;
    this.rows = window.rows().size();
  }

  @Override
  public int size() {
    return rows + (window.hasBooks() ? 1 : 0);
  }

  @Override
  public OutboxRow get(int index) {
    WindowText common = text;
    if (common == null) {
      common = new WindowText(aggregation, window);
      text = common;
    }
    return index < rows ? row(index, common) : books(common);
  }

  private OutboxRow row(int index, WindowText common) {
    if (writer == null) {
      writer = new WindowRowWriter(aggregation, window, common, json);
    }
    return writer.row(index);
  }

  private OutboxRow books(WindowText common) {
    json.clear().raw(common.beforeKey("books")).raw(BOOKS);
    int keyTo = json.length();
    common.endId(json).field("scope", "window");
    WindowBooks books = window.books();
    common
        .writeWindow(json)
        .begin("lines")
        .field("in", books.in())
        .field("aggregated", books.aggregated())
        .field("filtered", books.filtered())
        .field("late", books.late())
        .field("other", books.other())
        .end();
    writeSince();
    json.field("revision", books.revision());
    if (!books.isCertain()) {
      json.field("certain", false);
    }
    return new OutboxRow(common.headers("books"), true, json.toBytes(), keyTo);
  }

  private void writeSince() {
    if (!window.since().isEmpty()) {
      json.begin("since");
      window.since().forEach((column, millis) -> json.field(column, Times.text(millis)));
      json.end();
    }
  }
}
