package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.List;
import java.util.Map;

/**
 * One emission of a window: its books, and the rows that are new or changed since the last one. A
 * session is a window of one row, and its lines are in the books of other windows.
 */
public final class ClosedWindow {
  private final Aggregation aggregation;
  private final long start;
  private final long timestamp;
  private final long end;
  private final WindowBooks books;
  private final WindowRows rows;
  private final Map<String, Long> since;

  ClosedWindow(
      Aggregation aggregation,
      long start,
      long timestamp,
      long end,
      WindowBooks books,
      WindowRows rows,
      Map<String, Long> since) {
    this.aggregation = aggregation;
    this.start = start;
    this.timestamp = timestamp;
    this.end = end;
    this.books = books;
    this.rows = rows;
    this.since = since;
  }

  /** The aggregation that the window belongs to. */
  public Aggregation aggregation() {
    return aggregation;
  }

  /** Start of the window, in milliseconds since the epoch; of a total, the epoch. */
  public long startMillis() {
    return start;
  }

  /** The time to file the window under: its start, or of a total, the start of its last step. */
  public long timestampMillis() {
    return timestamp;
  }

  /** End of the window, exclusive, in milliseconds since the epoch. */
  public long endMillis() {
    return end;
  }

  /** The window's books, as of this emission; of a session, they are but a revision. */
  public WindowBooks books() {
    return books;
  }

  /** Whether the books are of the window's lines. */
  public boolean hasBooks() {
    return !(rows instanceof SessionRow);
  }

  /**
   * The rows, in the order of their group keys, {@code (other)} last; not to be changed. Each is
   * made anew when it is asked for.
   */
  public List<ResultRow> rows() {
    return rows;
  }

  /** Goes through {@link #rows} without making them; at none yet. */
  public RowCursor cursor() {
    return new RowCursor(rows, aggregation);
  }

  /** About what it takes in memory. */
  public long bytesHeld() {
    return rows.bytesHeld();
  }

  /** Writes it down for the operator that made it, without the rows before {@code firstRow}. */
  void encode(int firstRow, ByteWriter out) {
    out.writeSigned(end);
    books.encode(out);
    rows.encode(firstRow, out);
    ColumnsSince.encode(since, out);
  }

  /**
   * Columns that were added to the aggregation when lines of the window had been counted, and so
   * lack them: by name, the newest time that had been counted, in milliseconds since the epoch.
   */
  public Map<String, Long> since() {
    return since;
  }
}
