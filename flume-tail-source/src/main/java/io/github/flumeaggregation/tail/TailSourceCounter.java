package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.metric.MetricsBean;
import io.github.flumeaggregation.tail.watch.TailStats;
import javax.management.DynamicMBean;
import org.apache.flume.instrumentation.SourceCounter;
import org.apache.flume.instrumentation.SourceCounterMBean;

/** The numbers of a {@link TailSource} for JMX and for Flume's own monitoring. */
public final class TailSourceCounter extends SourceCounter implements MetricsBean {
  private final DynamicMBean bean;

  TailSourceCounter(String name, TailStats stats) {
    super(name);
    bean =
        MetricsBean.of(this, SourceCounterMBean.class, TailStats.TABLE.metrics(), stats::published);
  }

  @Override
  public DynamicMBean bean() {
    return bean;
  }
}
