package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.tail.watch.Time;
import java.util.concurrent.TimeUnit;

/**
 * Notices when the wall clock has been set, or the machine has slept: it has moved by another time
 * than the monotonic clock. So it does when the process was paused: nobody has looked for longer
 * than anybody waits. What was dated by the old clock can then be moved along, so that only time in
 * which the agent works makes anything older.
 */
final class ClockSteps {
  private static final long TOLERANCE_MILLIS = TimeUnit.MINUTES.toMillis(1);

  /** Who works looks far more often; what has passed beyond it was a pause. */
  static final long LONGEST_WORK_NANOS = TimeUnit.HOURS.toNanos(1);

  private final Time time;
  private long wallMillis;
  private long nanos;

  ClockSteps(Time time) {
    this.time = time;
    wallMillis = time.wallMillis();
    nanos = time.nanos();
  }

  /**
   * By how much the wall clock has moved since the last call but for the time that was worked, in
   * milliseconds, forward if positive; 0 if by less than a minute. To be called at least every
   * {@link #LONGEST_WORK_NANOS}.
   */
  long stepMillis() {
    long workedNanos = Math.min(time.nanos() - nanos, LONGEST_WORK_NANOS);
    long elapsedMillis = TimeUnit.NANOSECONDS.toMillis(workedNanos);
    long step = time.wallMillis() - wallMillis - elapsedMillis;
    wallMillis = time.wallMillis();
    nanos = time.nanos();
    return Math.abs(step) < TOLERANCE_MILLIS ? 0 : step;
  }
}
