package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

/**
 * Columns that were added to an aggregation while lines had been counted, which they lack: by name,
 * the newest time of those lines.
 */
final class ColumnsSince {
  private final Map<String, Long> newestMillis = new TreeMap<>();

  /**
   * Notes what a change of the columns makes of this, which must be empty.
   *
   * @param added the names of those of {@code columns} that {@code before} did not have
   * @param linesThroughMillis the newest time of all lines so far; the smallest long if there were
   *     none, and so nothing is lacking
   */
  void carry(
      ColumnsSince before, List<Column> columns, List<String> added, long linesThroughMillis) {
    for (Column column : columns) {
      Long earlier = before.newestMillis.get(column.name());
      if (added.contains(column.name())) {
        newestMillis.put(column.name(), linesThroughMillis);
      } else if (earlier != null) {
        newestMillis.put(column.name(), earlier);
      }
    }
    newestMillis.values().removeIf(millis -> millis == Long.MIN_VALUE);
  }

  /** The columns that lack lines of a window that begins there, and up to which time. */
  Map<String, Long> from(long windowStart) {
    if (newestMillis.isEmpty()) {
      return Collections.emptyMap(); // as nearly always
    }
    Map<String, Long> lacking = new TreeMap<>(newestMillis);
    lacking.values().removeIf(millis -> windowStart > millis);
    return Collections.unmodifiableMap(lacking);
  }

  /**
   * Forgets what only windows lack that end at or before {@code expiredThrough}.
   *
   * @param lastEnd the end of the last window that contains a time
   */
  void expire(LongUnaryOperator lastEnd, long expiredThrough) {
    newestMillis.values().removeIf(millis -> lastEnd.applyAsLong(millis) <= expiredThrough);
  }

  void encode(ByteWriter out) {
    encode(newestMillis, out);
  }

  /** Makes this, which must be empty, what {@link #encode} wrote. */
  void decode(ByteReader in) {
    newestMillis.putAll(decodeMap(in));
  }

  /** Writes what {@link #from} gave. */
  static void encode(Map<String, Long> since, ByteWriter out) {
    out.writeUnsigned(since.size());
    since.forEach((column, millis) -> out.writeString(column).writeSigned(millis));
  }

  static Map<String, Long> decodeMap(ByteReader in) {
    Map<String, Long> since = new TreeMap<>();
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      String column = in.readString();
      since.put(column, in.readSigned());
    }
    return since;
  }
}
