package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.LiveAggregation;
import io.github.flumeaggregation.core.window.LiveReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All that is published, as it was at one moment. Used as a {@link LiveReading}: made and taken
 * under the lock that guards the aggregator, made into numbers without it.
 */
final class Reading {
  private final PublishedValues values = new PublishedValues();
  private final List<Aggregation> aggregations = new ArrayList<>();
  private final List<LiveReading> readings = new ArrayList<>();

  /** The values that are read already, to which others may be added. */
  PublishedValues values() {
    return values;
  }

  /**
   * Reads an aggregation as well.
   *
   * @param runMillis for how long lines have been added
   * @param nowMillis what time it is for the lines
   */
  void add(LiveAggregation live, long runMillis, long nowMillis) {
    aggregations.add(live.aggregation());
    readings.add(live.read(runMillis, nowMillis));
  }

  /** Copies the next part of each aggregation, under the lock; false if nothing is left. */
  boolean take() {
    boolean more = false;
    for (LiveReading reading : readings) {
      more |= reading.take();
    }
    return more;
  }

  /** Works on what was copied, without the lock. */
  void digest() {
    readings.forEach(LiveReading::digest);
  }

  /** What was read, by the names under which it is published; to be called once. */
  Map<String, Number> byName() {
    for (int i = 0; i < readings.size(); i++) {
      values.addAggregation(aggregations.get(i), readings.get(i));
    }
    return values.byName();
  }
}
