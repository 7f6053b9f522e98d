package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.metric.MetricsBean;
import io.github.flumeaggregation.core.metric.Reading;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.annotation.concurrent.GuardedBy;
import javax.management.DynamicMBean;
import org.apache.flume.instrumentation.SinkCounter;
import org.apache.flume.instrumentation.SinkCounterMBean;

/** Publishes the numbers of a sink; while it is stopped, the last ones that it had. */
public final class WindowSinkCounter extends SinkCounter implements MetricsBean {
  private final Supplier<@Nullable SinkStatistics> source;
  private final LongSupplier wallMillis;
  private final DynamicMBean bean;

  @GuardedBy("this")
  private SinkStatistics latest = SinkStatistics.NONE;

  WindowSinkCounter(
      String name, Supplier<@Nullable SinkStatistics> source, LongSupplier wallMillis) {
    super(name);
    this.source = source;
    this.wallMillis = wallMillis;
    bean = MetricsBean.of(this, SinkCounterMBean.class, WindowSinkMetrics.ALL, this::reading);
  }

  private synchronized Reading reading() {
    SinkStatistics now = source.get();
    if (now != null) {
      latest = now;
    }
    return latest.shownAt(wallMillis.getAsLong(), now != null).reading();
  }

  @Override
  public DynamicMBean bean() {
    return bean;
  }
}
