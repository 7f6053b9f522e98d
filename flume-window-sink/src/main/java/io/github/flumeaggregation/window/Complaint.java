package io.github.flumeaggregation.window;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Says a fault that lasts once, and then rarely. Not safe for several threads. */
final class Complaint {
  private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final LongSupplier nanoTime;
  private String said = "";
  private long saidNanos;

  Complaint(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether this is to be said now. */
  boolean isDue(String what) {
    long now = nanoTime.getAsLong();
    if (what.equals(said) && now - saidNanos < AGAIN_NANOS) {
      return false;
    }
    said = what;
    saidNanos = now;
    return true;
  }

  /** Forgets what was said: it is over. */
  void clear() {
    said = "";
  }
}
