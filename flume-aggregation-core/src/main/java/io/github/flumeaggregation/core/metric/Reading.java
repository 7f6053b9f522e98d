package io.github.flumeaggregation.core.metric;

import io.github.flumeaggregation.core.Nullable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The values of metrics at one moment. Immutable. */
public final class Reading {
  private final List<? extends Metric<?>> metrics;
  private final Object[] values;

  Reading(List<? extends Metric<?>> metrics, Object[] values) {
    this.metrics = metrics;
    this.values = values;
  }

  /** What is shown of a part that has never been at work: zeros, and no words. */
  public static Reading nothing(List<? extends Metric<?>> metrics) {
    return new Reading(metrics, metrics.stream().map(Metric::nothing).toArray());
  }

  /** These values, and those of another layer, read at the same moment. */
  public Reading and(Reading more) {
    List<Metric<?>> both = new ArrayList<>(metrics);
    both.addAll(more.metrics);
    Object[] all = Arrays.copyOf(values, both.size());
    System.arraycopy(more.values, 0, all, values.length, more.values.length);
    return new Reading(both, all);
  }

  public List<Metric<?>> metrics() {
    return Collections.unmodifiableList(metrics);
  }

  /** The value of a metric, a {@link Long} or a {@link String}; null if there is none so called. */
  public @Nullable Object value(String name) {
    for (int i = 0; i < values.length; i++) {
      if (metrics.get(i).name().equals(name)) {
        return values[i];
      }
    }
    return null;
  }

  /**
   * The value of a metric that is a number.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public long number(String name) {
    Object value = value(name);
    if (!(value instanceof Long)) {
      throw new IllegalArgumentException(name + " is no number that was read");
    }
    return (Long) value;
  }
}
