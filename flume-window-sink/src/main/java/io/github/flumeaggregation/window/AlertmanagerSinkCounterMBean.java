package io.github.flumeaggregation.window;

import org.apache.flume.instrumentation.SinkCounterMBean;

/** What an {@link AlertmanagerSink} shows beyond the numbers of every Flume sink. */
public interface AlertmanagerSinkCounterMBean extends SinkCounterMBean {
  /** Alerts that an Alertmanager refused for good, or that were no alerts, since the start. */
  long getAlertsRefused();

  /** Alerts that one of several Alertmanagers has missed since the start: it was away too long. */
  long getAlertsMissed();

  /** Alerts that one Alertmanager has taken, or more, and others have not yet. */
  long getAlertsWaiting();
}
