package io.github.flumeaggregation.window.row;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.ClosedWindow;
import io.github.flumeaggregation.core.window.WindowBooks;
import java.util.AbstractList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes events of results. The same result gives the same bytes: nothing of the wall clock is in
 * them, and the {@code id} names node, sink, aggregation, window, group and revision. Not safe for
 * several threads.
 */
public final class RowWriter {
  private final String node;
  private final String idPrefix;
  private final IdentityHashMap<Aggregation, AggregationText> aggregations =
      new IdentityHashMap<>();

  /** Used for one result after the other. */
  private final Json json = new Json();

  public RowWriter(String node, String sink) {
    this.node = node;
    this.idPrefix = RowNames.escape(node) + '/' + RowNames.escape(sink) + '/';
  }

  /**
   * The rows of a window, and its books, if any, after them; each is made when asked for. To be
   * used where this is.
   */
  public List<OutboxRow> window(ClosedWindow window) {
    int rows = window.rows().size();
    return new AbstractList<OutboxRow>() {
      private @Nullable WindowRowWriter writer;

      @Override
      public int size() {
        return rows + (window.hasBooks() ? 1 : 0);
      }

      @Override
      public OutboxRow get(int index) {
        if (index >= rows) {
          return windowBooks(window);
        }
        if (writer == null) {
          writer = new WindowRowWriter(text(window), window, json);
        }
        return writer.row(index);
      }
    };
  }

  private AggregationText text(ClosedWindow window) {
    return aggregations.computeIfAbsent(
        window.aggregation(), a -> new AggregationText(node, idPrefix, a));
  }

  private OutboxRow windowBooks(ClosedWindow window) {
    WindowText text = new WindowText(text(window), window);
    String id = text.idBefore() + "books" + text.idBehind();
    WindowBooks books = window.books();
    json.restart().field("type", "books").field("id", id).field("scope", "window");
    text.writeWindow(json)
        .begin("lines")
        .field("in", books.in())
        .field("aggregated", books.aggregated())
        .field("filtered", books.filtered())
        .field("late", books.late())
        .field("other", books.other())
        .end();
    if (!window.since().isEmpty()) {
      json.begin("since");
      window.since().forEach((c, millis) -> json.field(c, Times.text(millis)));
      json.end();
    }
    json.field("revision", books.revision());
    if (!books.isCertain()) {
      json.field("certain", false);
    }
    Map<String, String> headers = text.headers("books");
    headers.put("id", id);
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
    json.restart()
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
    long timestamp = newestMillis == Long.MIN_VALUE ? 0 : newestMillis;
    Map<String, String> headers = new HashMap<>();
    headers.put("type", "books");
    headers.put("id", id);
    headers.put("node", node);
    headers.put("timestamp", Long.toString(timestamp));
    headers.put("revision", Long.toString(revision));
    headers.put("key", "books");
    return new OutboxRow(headers, json.toBytes());
  }
}
