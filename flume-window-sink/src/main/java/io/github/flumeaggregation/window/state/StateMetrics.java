package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.metric.MetricTable;

/** What can be watched of a {@link DurableEngine}, beside its engine. */
public final class StateMetrics {
  public static final MetricTable<DurableEngine> TABLE =
      new MetricTable.Builder<DurableEngine>()
          .gauge(
              "PendingRows",
              "rows",
              "rows that wait for delivery; at maxPendingRows the sink stops taking lines",
              state -> state.outbox().size())
          .gauge(
              "LogBytes",
              "bytes",
              "length of the log on the disk since the last snapshot",
              DurableEngine::logBytes)
          .gauge(
              "ForceMicros",
              "microseconds",
              "how long the last write of the log took to reach the disk",
              DurableEngine::forceMicros)
          .gauge(
              "RecoveryMillis",
              "milliseconds",
              "how long it took to restore the state at the start",
              DurableEngine::recoveryMillis)
          .build();

  private StateMetrics() {}
}
