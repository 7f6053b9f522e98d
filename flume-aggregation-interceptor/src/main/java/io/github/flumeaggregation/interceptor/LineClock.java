package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.record.Record;
import java.util.function.LongSupplier;

/**
 * Tells lines when they were written, and readers of live values what time it is for the lines.
 *
 * <p>A line's time is its own. Live windows end at the newest line, so one wrong time could push
 * all other lines out of them, or keep them out. Therefore:
 *
 * <ol>
 *   <li>A line ahead of the wall clock counts as written at the <em>expected time</em>: where the
 *       log is by now, which is as far behind the wall clock as its newest line was.
 *   <li>A line that is more than an hour ahead of the expected time waits for a second one that is
 *       there too. Until then it counts as written at the expected time. A log that was quiet meets
 *       this only if it is an old one: in a live log the expected time goes on with the clock.
 *   <li>A line that is more than an hour behind the newest one starts the windows anew if that
 *       newest one was the first, and no other was near it.
 *   <li>If the newest line is ahead of the wall clock, the clock was set back. The next line starts
 *       the windows anew.
 *   <li>A line without a time counts as written now, by a clock that never goes back, if no line
 *       has a time; else when the newest line was.
 * </ol>
 *
 * <p>Not safe for several threads.
 */
final class LineClock {
  /** A log that is further behind than this is an old one that is read again. */
  private static final long MAX_LAG_MILLIS = 3_600_000;

  /** By as much a time may differ from what is expected without being doubted. */
  private static final long MAX_STEP_MILLIS = 3_600_000;

  /** A clock that is corrected by less keeps its windows: lines may be so much out of order. */
  private static final long MAX_CORRECTION_MILLIS = 10_000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final LongSupplier wallClock;
  private final LongSupplier nanoClock;

  /** What the wall clock would show at zero of the other one, had nobody set it since. */
  private final long steadyOffsetMillis;

  private long wallMillis;
  private long steadyMillis;
  private boolean timed;
  private long future;

  private boolean started;
  private long newestMillis;

  /** Whether the newest line is not the first one, or another one was near it. */
  private boolean confirmed;

  /** How old the newest line was when it came. */
  private long lagMillis;

  private boolean awaited;

  /** Where the last line was that waits for a second one, if one is {@link #awaited}. */
  private long awaitedMillis;

  LineClock(LongSupplier wallClock, LongSupplier nanoClock) {
    this.wallClock = wallClock;
    this.nanoClock = nanoClock;
    this.steadyOffsetMillis = wallClock.getAsLong() - nanoClock.getAsLong() / NANOS_PER_MILLI;
  }

  /** Reads the clocks for the lines of a batch. */
  void readClocks() {
    wallMillis = wallClock.getAsLong();
    steadyMillis = steadyNow();
  }

  /**
   * Gives the line its time, as above.
   *
   * @return whether the windows start anew with this line
   */
  boolean setTime(Record record) {
    if (!record.hasTime()) {
      record.setTimeMillis(timed ? newestMillis : steadyMillis);
      noteTime(record.timeMillis(), true);
      return false;
    }
    timed = true;
    long ownMillis = record.timeMillis();
    boolean anew = isAnew(ownMillis);
    if (anew) {
      started = false;
    }
    record.setTimeMillis(believed(ownMillis));
    noteTime(record.timeMillis(), record.timeMillis() == ownMillis);
    return anew;
  }

  private boolean isAnew(long timeMillis) {
    boolean setBack = newestMillis > wallMillis + MAX_CORRECTION_MILLIS;
    boolean alone = !confirmed && timeMillis < newestMillis - MAX_STEP_MILLIS;
    return started && (setBack || alone);
  }

  /** The time to count with. */
  private long believed(long timeMillis) {
    long expected = expectedMillis(wallMillis);
    if (timeMillis > wallMillis) {
      future++;
      return expected;
    }
    if (!started || timeMillis <= expected + MAX_STEP_MILLIS) {
      return timeMillis;
    }
    boolean second = awaited && Math.abs(timeMillis - awaitedMillis) <= MAX_STEP_MILLIS;
    awaited = !second;
    awaitedMillis = timeMillis;
    future += second ? 0 : 1;
    return second ? timeMillis : expected;
  }

  /** A later line that keeps its own time confirms the first one. */
  private void noteTime(long timeMillis, boolean isOwn) {
    if (!started || timeMillis > newestMillis) {
      confirmed = started && isOwn;
      started = true;
      newestMillis = timeMillis;
      lagMillis = (timed ? wallMillis : steadyMillis) - timeMillis;
    } else {
      confirmed |= isOwn && newestMillis - timeMillis <= MAX_STEP_MILLIS;
    }
  }

  /** Where a log is by now that was as far behind the wall clock as this one. */
  private long expectedMillis(long nowMillis) {
    return started ? Math.max(nowMillis - lagMillis, newestMillis) : nowMillis;
  }

  /** Lines that were ahead of the wall clock, or waited for a second one. */
  long future() {
    return future;
  }

  /**
   * What time it is for the lines, in milliseconds since the epoch: that of the newest line, and
   * while no newer ones come, time goes on with the wall clock. In an old log it stands still.
   */
  long nowMillis() {
    return started && lagMillis > MAX_LAG_MILLIS
        ? newestMillis
        : expectedMillis(timed ? wallClock.getAsLong() : steadyNow());
  }

  private long steadyNow() {
    return nanoClock.getAsLong() / NANOS_PER_MILLI + steadyOffsetMillis;
  }
}
