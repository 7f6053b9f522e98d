package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.position.Position;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the records end that were dropped last, by partition: if such a record goes on in the next
 * event, that is dropped too. One entry per partition; if all take more than {@code maxBytes}, the
 * oldest go first, and what their records would still bring passes.
 */
final class DroppedRecords {
  /** A name, an end and their place in a map. */
  private static final int ENTRY_BYTES = 136;

  private final Map<String, Long> ends = new LinkedHashMap<>();
  private final long maxBytes;
  private long bytes;

  DroppedRecords(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Notes that the record, or the last one, at a position was dropped. */
  void add(Position position) {
    String partition = position.partition();
    if (ends.remove(partition) == null) { // so that it is the newest
      bytes += bytes(partition);
    }
    ends.put(partition, position.end());
    while (bytes > maxBytes && ends.size() > 1) {
      String oldest = ends.keySet().iterator().next();
      bytes -= bytes(oldest);
      ends.remove(oldest);
    }
  }

  private static int bytes(String partition) {
    return ENTRY_BYTES + partition.length();
  }

  /** About what they take in memory. */
  long bytesHeld() {
    return bytes;
  }

  /** Whether a record that was dropped goes on at a position; it then ends with it. */
  boolean continueWith(Position position) {
    @Nullable Long end = ends.get(position.partition());
    if (end == null || end != position.start()) {
      return false;
    }
    add(position);
    return true;
  }
}
