package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.position.Position;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the records end that were dropped last, by partition: if such a record goes on in the next
 * event, that is dropped too. One entry per partition, at most {@code maxPartitions}; the oldest
 * goes first, and what its record would still bring passes.
 */
final class DroppedRecords {
  private final Map<String, Long> ends;

  DroppedRecords(int maxPartitions) {
    ends =
        new LinkedHashMap<String, Long>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > maxPartitions;
          }
        };
  }

  /** Notes that the record, or the last one, at a position was dropped. */
  void add(Position position) {
    ends.remove(position.partition()); // so that it is the newest
    ends.put(position.partition(), position.end());
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
