package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.live.LiveFacts;
import io.github.flumeaggregation.core.live.LiveWindows;
import io.github.flumeaggregation.window.alert.Alerts;

/** Shows the alerts that fire to whoever watches the agent, twice a second at most. */
final class LatestAlerts {
  private static final long EVERY_MILLIS = 500;

  private final String sink;
  private final Alerts alerts;
  private long shownMillis;

  LatestAlerts(String sink, Alerts alerts) {
    this.sink = sink;
    this.alerts = alerts;
  }

  /** Shows how they stand, which must be durable. */
  void publish(long wallMillis) {
    boolean isDue = Math.abs(wallMillis - shownMillis) >= EVERY_MILLIS;
    if (isDue && LiveWindows.areWatched() && !alerts.rules().isEmpty()) {
      LiveFacts.ALERTS.show(sink, alerts.firingNow(LiveFacts.MOST), alerts.firing());
      shownMillis = wallMillis;
    }
  }
}
