package io.github.flumeaggregation.tail.find;

import io.github.flumeaggregation.tail.watch.Time;
import java.util.concurrent.TimeUnit;

/**
 * When files are looked for again: every half a second, and soon after notice of an unknown name;
 * more rarely where looking takes long, so that most of the thread's time is left for reading.
 */
public final class DiscoveryPace {
  private static final long USUAL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long HASTY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** The wait is as many times what the last look took, */
  private static final int USUAL_SHARE = 20;

  private static final int HASTY_SHARE = 5;

  /** but no longer than this: the first look at many folders takes far longer than the others. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long LONGEST_HASTY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Time time;
  private long begunNanos;
  private long endedNanos;
  private long nextNanos;

  public DiscoveryPace(Time time) {
    this.time = time;
    nextNanos = time.nanos();
    begunNanos = nextNanos;
    endedNanos = nextNanos;
  }

  /** The nanoseconds until the next look is due; none or less if it is. */
  public long waitNanos() {
    return nextNanos - time.nanos();
  }

  public void begun() {
    begunNanos = time.nanos();
  }

  public void ended() {
    endedNanos = time.nanos();
    nextNanos = endedNanos + wait(USUAL_NANOS, USUAL_SHARE, LONGEST_NANOS);
  }

  /** There was notice of something new. */
  public void hurry() {
    long soon = endedNanos + wait(HASTY_NANOS, HASTY_SHARE, LONGEST_HASTY_NANOS);
    nextNanos = Math.min(nextNanos - soon, 0) + soon;
  }

  private long wait(long least, int share, long most) {
    return Math.min(Math.max(least, (endedNanos - begunNanos) * share), most);
  }
}
