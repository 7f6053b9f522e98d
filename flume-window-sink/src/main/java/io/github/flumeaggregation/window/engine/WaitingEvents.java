package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.position.CountedSet;
import io.github.flumeaggregation.core.position.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Events of a batch that may be read side by side: all their lines are new, whatever becomes of the
 * others. Memory: the events, which the batch holds anyhow.
 */
final class WaitingEvents {
  private List<Arrival> arrivals = new ArrayList<>();

  /** How far the events reach in each partition. */
  private final Map<String, Long> ends = new HashMap<>();

  private long bytes;

  /**
   * Adds an event; false if it cannot wait with the others, since some of it may have come before.
   */
  boolean add(Arrival arrival, CountedSet counted) {
    @Nullable Position position = arrival.position;
    if (position != null) {
      @Nullable Long end = ends.get(position.partition());
      if ((end != null && position.start() < end) || counted.intersects(position)) {
        return false;
      }
      ends.put(position.partition(), position.end());
    }
    arrivals.add(arrival);
    bytes += arrival.body.length;
    return true;
  }

  /** How many bytes their bodies have. */
  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return arrivals.isEmpty();
  }

  /** All of them, in the order in which they came; they do not wait any more. */
  List<Arrival> takeAll() {
    List<Arrival> all = arrivals;
    arrivals = new ArrayList<>();
    ends.clear();
    bytes = 0;
    return all;
  }
}
