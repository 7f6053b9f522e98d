package io.github.flumeaggregation.window;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.flume.instrumentation.SinkCounter;

/** Publishes the numbers of an {@link AlertmanagerSink}. */
public final class AlertmanagerSinkCounter extends SinkCounter
    implements AlertmanagerSinkCounterMBean {
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong missed = new AtomicLong();
  private final LongSupplier waiting;

  AlertmanagerSinkCounter(String name, LongSupplier waiting) {
    super(name);
    this.waiting = waiting;
  }

  void addRefused(long alerts) {
    refused.addAndGet(alerts);
  }

  void addMissed(long alerts) {
    missed.addAndGet(alerts);
  }

  @Override
  public long getAlertsRefused() {
    return refused.get();
  }

  @Override
  public long getAlertsMissed() {
    return missed.get();
  }

  @Override
  public long getAlertsWaiting() {
    return waiting.getAsLong();
  }
}
