package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.LiveAggregation;
import io.github.flumeaggregation.core.window.LiveWindowSpec;
import io.github.flumeaggregation.core.window.RunningAggregation;
import io.github.flumeaggregation.core.window.SlidingAggregation;

/** The configuration of one aggregation: what is computed, and over which window. */
final class LiveAggregationConfig {
  private static final long NO_WINDOW = 0;

  private final Aggregation aggregation;
  private final long windowMillis;

  private LiveAggregationConfig(Aggregation aggregation, long windowMillis) {
    this.aggregation = aggregation;
    this.windowMillis = windowMillis;
  }

  /** Reads the keys of the aggregation; faults are noted in the settings. */
  static LiveAggregationConfig read(String name, Settings settings, Fields fields) {
    Aggregation aggregation = Aggregation.readLive(name, settings, fields);
    for (Column column : aggregation.aggregates().columns()) {
      if (PublishedValues.RESERVED.contains(column.name())) {
        settings.fault(
            "compute",
            "a column '"
                + column.name()
                + "' would hide what monitoring shows under this name; give it another with 'as'");
      }
    }
    return new LiveAggregationConfig(aggregation, windowMillis(settings));
  }

  private static long windowMillis(Settings settings) {
    if (settings.has("window")) {
      try {
        return LiveWindowSpec.parseMillis(settings.text("window", ""));
      } catch (IllegalArgumentException e) {
        settings.fault("window", String.valueOf(e.getMessage()));
      }
    }
    return NO_WINDOW;
  }

  /** What is computed. */
  Aggregation aggregation() {
    return aggregation;
  }

  /** The aggregation, over no lines yet. */
  LiveAggregation start() {
    return windowMillis == NO_WINDOW
        ? new RunningAggregation(aggregation)
        : new SlidingAggregation(aggregation, windowMillis);
  }
}
