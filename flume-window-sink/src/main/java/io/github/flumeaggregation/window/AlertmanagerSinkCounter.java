package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.metric.MetricTable;
import io.github.flumeaggregation.core.metric.MetricsBean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.management.DynamicMBean;
import org.apache.flume.instrumentation.SinkCounter;
import org.apache.flume.instrumentation.SinkCounterMBean;

/** Publishes the numbers of an {@link AlertmanagerSink}. */
public final class AlertmanagerSinkCounter extends SinkCounter implements MetricsBean {
  static final MetricTable<AlertmanagerSinkCounter> METRICS =
      new MetricTable.Builder<AlertmanagerSinkCounter>()
          .counter(
              "AlertsRefused",
              "alerts",
              "alerts since the start that an Alertmanager refused for good, or that were no alerts",
              counter -> counter.refused.get())
          .counter(
              "AlertsMissed",
              "alerts",
              "alerts since the start that one of several Alertmanagers has missed: it was away too"
                  + " long",
              counter -> counter.missed.get())
          .gauge(
              "AlertsWaiting",
              "alerts",
              "alerts that one Alertmanager has taken, or more, and others have not yet",
              counter -> counter.waiting.getAsLong())
          .build();

  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong missed = new AtomicLong();
  private final LongSupplier waiting;
  private final DynamicMBean bean;

  AlertmanagerSinkCounter(String name, LongSupplier waiting) {
    super(name);
    this.waiting = waiting;
    bean =
        MetricsBean.of(this, SinkCounterMBean.class, METRICS.metrics(), () -> METRICS.read(this));
  }

  void addRefused(long alerts) {
    refused.addAndGet(alerts);
  }

  void addMissed(long alerts) {
    missed.addAndGet(alerts);
  }

  @Override
  public DynamicMBean bean() {
    return bean;
  }
}
