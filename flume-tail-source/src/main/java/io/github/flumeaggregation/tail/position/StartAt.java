package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.tail.file.FileStat;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * Where to begin with the files that exist when a source runs for the first time. Files that come
 * later are always read from their beginning.
 */
public final class StartAt {
  private final long modifiedBeforeMillis;

  private StartAt(long modifiedBeforeMillis) {
    this.modifiedBeforeMillis = modifiedBeforeMillis;
  }

  /**
   * {@code beginning}, {@code end}, or an instant: files last written before it begin at their end,
   * the others at their beginning.
   *
   * @throws IllegalArgumentException with what is allowed
   */
  public static StartAt parse(String text) {
    switch (text) {
      case "beginning":
        return new StartAt(Long.MIN_VALUE);
      case "end":
        return new StartAt(Long.MAX_VALUE);
      default:
        try {
          return new StartAt(Instant.parse(text).toEpochMilli());
        } catch (DateTimeParseException e) {
          throw new IllegalArgumentException(
              "allowed is beginning, end, or an instant such as 2015-05-17T10:05:00Z", e);
        }
    }
  }

  /** Whether the file begins at its end. */
  public boolean skips(FileStat file) {
    return file.modifiedMillis() < modifiedBeforeMillis;
  }
}
