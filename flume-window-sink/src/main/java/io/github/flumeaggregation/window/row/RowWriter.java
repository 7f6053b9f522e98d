package io.github.flumeaggregation.window.row;

import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.expression.NamedField;
import io.github.flumeaggregation.core.window.ClosedWindow;
import io.github.flumeaggregation.core.window.ResultRow;
import io.github.flumeaggregation.core.window.WindowBooks;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes events of results. The same result gives the same bytes: nothing of the wall clock is in
 * them, and the {@code id} names node, sink, aggregation, window, group and revision.
 */
public final class RowWriter {
  private final String node;
  private final String idPrefix;

  public RowWriter(String node, String sink) {
    this.node = node;
    this.idPrefix = RowNames.escape(node) + '/' + RowNames.escape(sink) + '/';
  }

  /** The rows of a window, and its books, if any, after them; each is made when asked for. */
  public List<OutboxRow> window(ClosedWindow window) {
    List<String> fields = new ArrayList<>();
    for (NamedField field : window.aggregation().groupBy()) {
      fields.add(field.name());
    }
    List<ResultRow> rows = window.rows();
    return new AbstractList<OutboxRow>() {
      @Override
      public int size() {
        return rows.size() + (window.hasBooks() ? 1 : 0);
      }

      @Override
      public OutboxRow get(int index) {
        return index < rows.size() ? row(window, fields, rows.get(index)) : windowBooks(window);
      }
    };
  }

  private OutboxRow row(ClosedWindow window, List<String> fields, ResultRow row) {
    String group = row.isOther() ? RowNames.other(fields) : RowNames.group(fields, row.group());
    String id = id(window, group);
    Json json = new Json().field("type", "row").field("id", id);
    writeWindow(json, window).begin("group");
    for (int i = 0; i < fields.size(); i++) {
      json.field(fields.get(i), row.group().get(i));
    }
    json.end().begin("values");
    List<Column> columns = window.aggregation().aggregates().columns();
    for (int i = 0; i < columns.size(); i++) {
      json.value(columns.get(i).name(), row.values().get(i));
    }
    // The flag is always there: whoever reads a day without one must find the column all the same.
    json.end().field("revision", window.books().revision()).field("retracted", row.isRetracted());
    if (row.isOther()) {
      json.field("other", true);
    }
    if (!row.isCertain()) {
      json.field("certain", false);
    }
    Map<String, String> headers = windowHeaders("row", id, window);
    headers.put("key", group);
    return new OutboxRow(headers, json.toBytes());
  }

  private OutboxRow windowBooks(ClosedWindow window) {
    String id = id(window, "books");
    WindowBooks books = window.books();
    Json json = new Json().field("type", "books").field("id", id).field("scope", "window");
    writeWindow(json, window)
        .begin("lines")
        .field("in", books.in())
        .field("aggregated", books.aggregated())
        .field("filtered", books.filtered())
        .field("late", books.late())
        .field("other", books.other())
        .end();
    if (!window.since().isEmpty()) {
      json.begin("since");
      window.since().forEach((c, millis) -> json.field(c, Instant.ofEpochMilli(millis).toString()));
      json.end();
    }
    json.field("revision", books.revision());
    if (!books.isCertain()) {
      json.field("certain", false);
    }
    Map<String, String> headers = windowHeaders("books", id, window);
    headers.put("key", "books");
    return new OutboxRow(headers, json.toBytes());
  }

  /**
   * The running totals of the sink.
   *
   * @param newestMillis event time up to which the sink has come; the smallest long if there was
   *     none, which is filed under the epoch
   */
  public OutboxRow sinkBooks(SinkBooks books, long newestMillis) {
    long revision = books.nextRevision();
    String id = idPrefix + "books/" + revision;
    Json json =
        new Json()
            .field("type", "books")
            .field("id", id)
            .field("scope", "sink")
            .begin("lines")
            .field("read", books.read())
            .field("counted", books.counted)
            .field("unparsed", books.unparsed)
            .field("duplicate", books.duplicate)
            .field("future", books.future)
            .end()
            .field("revision", revision);
    Map<String, String> headers =
        headers("books", id, newestMillis == Long.MIN_VALUE ? 0 : newestMillis, revision);
    headers.put("key", "books");
    return new OutboxRow(headers, json.toBytes());
  }

  private String id(ClosedWindow window, String what) {
    return idPrefix
        + RowNames.escape(window.aggregation().name())
        + '/'
        + Instant.ofEpochMilli(window.startMillis())
        + '/'
        + Instant.ofEpochMilli(window.endMillis())
        + '/'
        + what
        + '/'
        + window.books().revision();
  }

  private static Json writeWindow(Json json, ClosedWindow window) {
    return json.field("aggregation", window.aggregation().name())
        .begin("window")
        .field("start", Instant.ofEpochMilli(window.startMillis()).toString())
        .field("end", Instant.ofEpochMilli(window.endMillis()).toString())
        .end();
  }

  private Map<String, String> windowHeaders(String type, String id, ClosedWindow window) {
    Map<String, String> headers =
        headers(type, id, window.timestampMillis(), window.books().revision());
    headers.put("aggregation", window.aggregation().name());
    headers.put("window.start", Long.toString(window.startMillis()));
    headers.put("window.end", Long.toString(window.endMillis()));
    return headers;
  }

  private Map<String, String> headers(String type, String id, long timestamp, long revision) {
    Map<String, String> headers = new HashMap<>();
    headers.put("type", type);
    headers.put("id", id);
    headers.put("node", node);
    headers.put("timestamp", Long.toString(timestamp));
    headers.put("revision", Long.toString(revision));
    return headers;
  }
}
