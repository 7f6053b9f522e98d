package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.frame.Framer;
import io.github.flumeaggregation.tail.frame.Multiline;
import io.github.flumeaggregation.tail.position.TailedFile;
import java.util.concurrent.TimeUnit;

/** How long what has no end yet waits for it. */
final class RestPolicy {
  private final long recordNanos;
  private final long partialLineNanos;

  RestPolicy(TailOptions options) {
    Multiline multiline = options.multiline;
    recordNanos = multiline == null ? Long.MAX_VALUE : nanos(multiline.timeoutMillis());
    long millis = options.partialLineTimeoutMillis;
    partialLineNanos = millis < 0 ? Long.MAX_VALUE : nanos(millis);
  }

  private static long nanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** What of the file's rest is to be taken now; null for nothing. */
  Framer.@Nullable Rest due(TailedFile file, long nowNanos) {
    if (file.progress().readOffset() >= file.progress().scannedTo()) {
      return null;
    }
    long quiet = nowNanos - file.due().lastGrowthNanos();
    if (quiet >= partialLineNanos) {
      return Framer.Rest.PARTIAL_LINE;
    }
    return quiet >= recordNanos ? Framer.Rest.WHOLE_LINES : null;
  }

  /** The shortest of the times after which something may be due, in nanoseconds. */
  long shortestNanos() {
    return Math.min(recordNanos, partialLineNanos);
  }
}
