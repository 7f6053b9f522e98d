package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.position.PositionHeaders;
import java.util.Collections;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * When the line was read that is parsed at present: by the header of the source that read it, by
 * the event's timestamp, or else by the clock.
 */
final class ReadTime {
  private final LongSupplier clock;
  private boolean used;
  private Map<String, String> headers = Collections.emptyMap();

  /** {@code clock} gives milliseconds since the epoch. */
  ReadTime(LongSupplier clock) {
    this.clock = clock;
  }

  /** Tells that somebody will ask for it. */
  void use() {
    used = true;
  }

  boolean isUsed() {
    return used;
  }

  /** Tells the headers of the event whose lines come next. */
  void setHeaders(Map<String, String> headers) {
    this.headers = headers;
  }

  /** In milliseconds since the epoch. */
  long millis() {
    long readAt = millis(headers.get(PositionHeaders.READ_AT));
    long time = readAt < 0 ? millis(headers.get("timestamp")) : readAt;
    return time < 0 ? clock.getAsLong() : time;
  }

  private static long millis(@Nullable String header) {
    try {
      return header == null ? -1 : Long.parseLong(header);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
