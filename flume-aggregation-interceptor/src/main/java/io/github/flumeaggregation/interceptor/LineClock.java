package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.record.Record;
import java.util.function.LongSupplier;

/**
 * Tells lines when they were written, and readers of live values what time it is for the lines.
 *
 * <p>A line's time is its own. One that is ahead of the wall clock counts as written now: a single
 * line of a wrong clock must not push all others out of a window. A line without a time counts as
 * written now if no line has one, else when the newest line was.
 */
final class LineClock {
  /** A log that is further behind than this is an old one that is read again. */
  private static final long MAX_LAG_MILLIS = 3_600_000;

  private final LongSupplier wallClock;
  private long wallMillis;
  private boolean timed;
  private long future;

  private boolean started;
  private long newestMillis;

  /** How old the newest line was when it came. */
  private long lagMillis;

  LineClock(LongSupplier wallClock) {
    this.wallClock = wallClock;
  }

  /** Reads the wall clock for the lines of a batch. */
  void readWallClock() {
    wallMillis = wallClock.getAsLong();
  }

  /** Gives the line its time, as above. */
  void setTime(Record record) {
    long timeMillis = wallMillis;
    if (record.hasTime()) {
      timed = true;
      timeMillis = record.timeMillis();
      if (timeMillis > wallMillis) {
        future++;
        timeMillis = wallMillis;
      }
    } else if (timed) {
      timeMillis = newestMillis;
    }
    record.setTimeMillis(timeMillis);
    if (!started || timeMillis > newestMillis) {
      started = true;
      newestMillis = timeMillis;
      lagMillis = wallMillis - timeMillis;
    }
  }

  /** Lines that were ahead of the wall clock. */
  long future() {
    return future;
  }

  /**
   * What time it is for the lines, in milliseconds since the epoch: that of the newest line, and
   * while no newer ones come, time goes on with the wall clock. In an old log it stands still.
   */
  long nowMillis() {
    if (started && lagMillis > MAX_LAG_MILLIS) {
      return newestMillis;
    }
    long now = wallClock.getAsLong() - lagMillis;
    return started ? Math.max(now, newestMillis) : now;
  }
}
