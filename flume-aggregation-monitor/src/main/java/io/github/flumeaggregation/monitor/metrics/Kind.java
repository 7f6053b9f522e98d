package io.github.flumeaggregation.monitor.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What Prometheus is told of how a number behaves. */
enum Kind {
  /** Grows, until its owner begins anew. */
  COUNTER("_total") {
    @Override
    MetricSnapshot snapshot(MetricMetadata metadata, Map<Labels, Double> samples) {
      List<CounterDataPointSnapshot> points = new ArrayList<>(samples.size());
      samples.forEach(
          (labels, value) -> points.add(new CounterDataPointSnapshot(value, labels, null, 0L)));
      return new CounterSnapshot(metadata, points);
    }
  },

  /** Goes up and down. */
  GAUGE("") {
    @Override
    MetricSnapshot snapshot(MetricMetadata metadata, Map<Labels, Double> samples) {
      List<GaugeDataPointSnapshot> points = new ArrayList<>(samples.size());
      samples.forEach(
          (labels, value) -> points.add(new GaugeDataPointSnapshot(value, labels, null)));
      return new GaugeSnapshot(metadata, points);
    }
  },

  /** Of a component that does not say. */
  UNKNOWN("") {
    @Override
    MetricSnapshot snapshot(MetricMetadata metadata, Map<Labels, Double> samples) {
      List<UnknownDataPointSnapshot> points = new ArrayList<>(samples.size());
      samples.forEach(
          (labels, value) -> points.add(new UnknownDataPointSnapshot(value, labels, null)));
      return new UnknownSnapshot(metadata, points);
    }
  };

  /** What Prometheus' client puts at the end of the name. */
  final String suffix;

  Kind(String suffix) {
    this.suffix = suffix;
  }

  abstract MetricSnapshot snapshot(MetricMetadata metadata, Map<Labels, Double> samples);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
