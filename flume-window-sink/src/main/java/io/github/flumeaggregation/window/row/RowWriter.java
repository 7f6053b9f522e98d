package io.github.flumeaggregation.window.row;

import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.ClosedWindow;
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
    return new WindowResults(text(window), window, json);
  }

  private AggregationText text(ClosedWindow window) {
    return aggregations.computeIfAbsent(
        window.aggregation(), a -> new AggregationText(node, idPrefix, a));
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
