package io.github.flumeaggregation.monitor.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Samples of one scrape, by what they are of. A sample that would contradict one that is there is
 * left out: for Prometheus the whole page would be wrong.
 */
final class Families {
  private static final class Family {
    final ShownMetric metric;
    final Map<Labels, Double> samples = new LinkedHashMap<>();

    Family(ShownMetric metric) {
      this.metric = metric;
    }
  }

  private final Map<String, Family> byName = new LinkedHashMap<>();

  /** Adds a sample, its number as it was read. */
  void add(ShownMetric metric, Labels labels, double number) {
    String name = PrometheusNaming.sanitizeMetricName(metric.name);
    Family family = byName.computeIfAbsent(name, of -> new Family(metric));
    if (family.metric.kind == metric.kind) {
      Labels all = metric.outcome.isEmpty() ? labels : labels.add("outcome", metric.outcome);
      family.samples.putIfAbsent(all, number * metric.factor);
    }
  }

  MetricSnapshots snapshots() {
    List<MetricSnapshot> all =
        byName.entrySet().stream()
            .map(family -> snapshot(family.getKey(), family.getValue()))
            .collect(Collectors.toList());
    return new MetricSnapshots(all);
  }

  private static MetricSnapshot snapshot(String name, Family family) {
    return family.metric.kind.snapshot(
        new MetricMetadata(name, family.metric.help), family.samples);
  }
}
