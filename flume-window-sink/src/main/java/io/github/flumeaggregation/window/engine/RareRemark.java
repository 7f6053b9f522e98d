package io.github.flumeaggregation.window.engine;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Something that is said when it begins, and then once an hour. Not safe for several threads. */
final class RareRemark {
  private static final long AGAIN_NANOS = TimeUnit.HOURS.toNanos(1);

  private final LongSupplier nanoTime;
  private boolean said;
  private long saidNanos;

  RareRemark(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether it is to be said now; if so, it is taken to be. */
  boolean isDue() {
    long now = nanoTime.getAsLong();
    if (said && now - saidNanos < AGAIN_NANOS) {
      return false;
    }
    said = true;
    saidNanos = now;
    return true;
  }
}
