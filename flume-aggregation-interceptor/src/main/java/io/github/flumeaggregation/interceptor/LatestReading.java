package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.Nullable;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.annotation.concurrent.GuardedBy;

/**
 * Reads values anew when somebody asks; if they are many, at most once a second, since monitoring
 * may ask for the attributes of a bean one by one. Safe for several threads, one of which reads
 * while the others wait.
 */
final class LatestReading implements Supplier<PublishedAttributes> {
  private static final long INTERVAL_NANOS = 1_000_000_000;
  private static final int MANY = 1_000;

  private final Supplier<Map<String, Number>> source;
  private final LongSupplier nanoClock;

  @GuardedBy("this")
  private @Nullable PublishedAttributes latest;

  @GuardedBy("this")
  private long readNanos;

  LatestReading(Supplier<Map<String, Number>> source, LongSupplier nanoClock) {
    this.source = source;
    this.nanoClock = nanoClock;
  }

  @Override
  public synchronized PublishedAttributes get() {
    long now = nanoClock.getAsLong();
    PublishedAttributes known = latest;
    if (known == null || known.size() < MANY || now - readNanos >= INTERVAL_NANOS) {
      known = new PublishedAttributes(source.get());
      latest = known;
      readNanos = now;
    }
    return known;
  }
}
