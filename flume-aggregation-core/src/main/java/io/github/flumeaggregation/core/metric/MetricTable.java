package io.github.flumeaggregation.core.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * All that can be watched of a part, or of a layer of it, in the order in which it is shown.
 * Immutable.
 *
 * @param <S> what the metrics are read from
 */
public final class MetricTable<S> {
  private final List<Metric<S>> metrics;

  private MetricTable(List<Metric<S>> metrics) {
    this.metrics = Collections.unmodifiableList(new ArrayList<>(metrics));
  }

  /** The metrics of several tables, as one list. */
  public static List<Metric<?>> all(MetricTable<?>... tables) {
    List<Metric<?>> all = new ArrayList<>();
    Arrays.stream(tables).forEach(table -> all.addAll(table.metrics));
    return Collections.unmodifiableList(all);
  }

  public List<Metric<S>> metrics() {
    return metrics;
  }

  /**
   * Reads every metric once. The numbers belong together if the source does not change meanwhile:
   * whoever calls this holds its lock.
   */
  public Reading read(S source) {
    Object[] values = new Object[metrics.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = metrics.get(i).read(source);
    }
    return new Reading(metrics, values);
  }

  /**
   * Collects metrics.
   *
   * @param <S> what they are read from
   */
  public static final class Builder<S> {
    private final List<Metric<S>> metrics = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /** Adds a total that only grows. */
    public Builder<S> counter(String name, String unit, String help, ToLongFunction<S> reader) {
      return add(new Metric<>(name, MetricKind.COUNTER, unit, help, reader::applyAsLong));
    }

    /** Adds a level. */
    public Builder<S> gauge(String name, String unit, String help, ToLongFunction<S> reader) {
      return add(new Metric<>(name, MetricKind.GAUGE, unit, help, reader::applyAsLong));
    }

    /** Adds words for people. */
    public Builder<S> text(String name, String help, Function<S, String> reader) {
      return add(new Metric<>(name, MetricKind.TEXT, "", help, reader));
    }

    private Builder<S> add(Metric<S> metric) {
      if (!names.add(metric.name())) {
        throw new IllegalArgumentException("two metrics of the name " + metric.name());
      }
      metrics.add(metric);
      return this;
    }

    public MetricTable<S> build() {
      return new MetricTable<>(metrics);
    }
  }
}
