package io.github.flumeaggregation.monitor.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/** What is to be known of the process; a heap that is too small is what most often ends agents. */
final class ProcessValues {
  static final ShownMetric START =
      new ShownMetric(
          "process_start_time_seconds",
          Kind.GAUGE,
          "when the agent's process started, in seconds since the epoch",
          1e-3,
          "");

  static final ShownMetric HEAP_USED =
      new ShownMetric("jvm_memory_used_bytes", Kind.GAUGE, "bytes of the heap that are in use");

  static final ShownMetric HEAP_MAX =
      new ShownMetric("jvm_memory_max_bytes", Kind.GAUGE, "bytes that the heap may grow to: -Xmx");

  private ProcessValues() {}

  static void addTo(Families families) {
    families.add(START, Labels.EMPTY, (double) ManagementFactory.getRuntimeMXBean().getStartTime());
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    Labels area = Labels.of("area", "heap");
    families.add(HEAP_USED, area, (double) heap.getUsed());
    families.add(HEAP_MAX, area, (double) heap.getMax());
  }
}
