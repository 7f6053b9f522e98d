package io.github.flumeaggregation.window.time;

import io.github.flumeaggregation.core.config.Settings;

/** What the operator allows time to do. All values in milliseconds. */
public final class TimeRules {
  /** How much older than the newest line of its partition a line may be. */
  public final long maxOutOfOrderMillis;

  /** For how much event time after its closing a window still takes lines. */
  public final long allowedLatenessMillis;

  /** After how much silence a partition no longer holds the others. */
  public final long idleTimeoutMillis;

  /** How far ahead of the wall clock a line's time may be. */
  public final long maxFutureMillis;

  public TimeRules(Settings settings) {
    maxOutOfOrderMillis = settings.durationMillis("maxOutOfOrder", "5s");
    allowedLatenessMillis = settings.durationMillis("allowedLateness", "1d");
    idleTimeoutMillis = settings.durationMillis("idleTimeout", "30s");
    maxFutureMillis = settings.durationMillis("maxFuture", "1h");
  }

  /** By how much the horizon, before which lines are late, is behind the slowest partition. */
  long horizonLagMillis() {
    return maxOutOfOrderMillis + allowedLatenessMillis;
  }
}
