package io.github.flumeaggregation.window;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.annotation.concurrent.GuardedBy;

/**
 * Knows for how long the channel has been empty. Only an attempt to take that found nothing shows
 * it: a sink that does not ask, since its outbox is full, learns nothing. Safe for use by several
 * threads.
 */
final class IdleClock {
  private final long timeoutNanos;
  private final LongSupplier nanoTime;

  @GuardedBy("this")
  private long emptySinceNanos;

  @GuardedBy("this")
  private boolean empty;

  IdleClock(long timeoutMillis, LongSupplier nanoTime) {
    this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    this.nanoTime = nanoTime;
  }

  /**
   * Notes that the channel was asked and gave {@code events} events.
   *
   * @param askedNanos when it was asked, by the same clock: a channel may wait for seconds before
   *     it gives nothing
   */
  synchronized void took(int events, long askedNanos) {
    if (events > 0) {
      empty = false;
    } else if (!empty) {
      empty = true;
      emptySinceNanos = askedNanos;
    }
  }

  /** Whether the channel has been empty for the timeout. */
  synchronized boolean isIdle() {
    return empty && nanoTime.getAsLong() - emptySinceNanos >= timeoutNanos;
  }
}
