package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.tail.watch.Time;
import java.util.concurrent.TimeUnit;

/**
 * Notices when the wall clock has been set, or the machine has slept: it has moved by another time
 * than the monotonic clock. What was dated by the old clock can then be moved along, so that a step
 * makes nothing older than it is.
 */
final class ClockSteps {
  private static final long TOLERANCE_MILLIS = TimeUnit.MINUTES.toMillis(1);

  private final Time time;
  private long wallMillis;
  private long nanos;

  ClockSteps(Time time) {
    this.time = time;
    wallMillis = time.wallMillis();
    nanos = time.nanos();
  }

  /**
   * By how much the wall clock was set since the last call, in milliseconds, forward if positive; 0
   * if by less than a minute.
   */
  long stepMillis() {
    long elapsedMillis = TimeUnit.NANOSECONDS.toMillis(time.nanos() - nanos);
    long step = time.wallMillis() - wallMillis - elapsedMillis;
    wallMillis = time.wallMillis();
    nanos = time.nanos();
    return Math.abs(step) < TOLERANCE_MILLIS ? 0 : step;
  }
}
