package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.tail.file.Content;
import java.io.IOException;
import java.util.Objects;

/**
 * Tells a file of which only the end was cut off or rewritten from the next life of a log that
 * begins alike. Either way it gets a new identity; the question is what of it is new.
 */
final class CutBack {
  /** How far back lines are looked at for a time of day. */
  private static final int DATED_BYTES = 4 << 10;

  private final Doubts doubts;

  CutBack(Doubts doubts) {
    this.doubts = doubts;
  }

  /** Whether the inode was freed and given to another file. */
  static boolean isReborn(TailedFile file, Incarnation known) {
    return known.birthNanos() != 0
        && file.birthNanos() != 0
        && known.birthNanos() != file.birthNanos();
  }

  /**
   * How much of what was delivered is still there in a file of which only the end was cut off or
   * rewritten; 0 if it may as well be a next life with the same beginning.
   */
  long uncutPart(TailedFile file, Incarnation known, Content content) throws IOException {
    long equal = known.agreedUpTo(content);
    if (equal < Evidence.LEAST_BYTES || isReborn(file, known)) {
      return 0;
    }
    if (equal > known.evidence().beginningBytes() || isDated(file, equal)) {
      doubts.decided(
          "{}: the first {} of {} bytes that were delivered as {} are still there. Its end was cut"
              + " off or rewritten; it goes on after them under a new identity",
          file.path(),
          equal,
          known.offset(),
          known.id());
      return equal;
    }
    doubts.decided(
        "{} begins with the same {} bytes as before, of {} that were delivered as {}. It is taken"
            + " for a new log with the same beginning and read whole; if it was cut back, those"
            + " bytes are counted again",
        file.path(),
        equal,
        known.offset(),
        known.id());
    return 0;
  }

  private static boolean isDated(TailedFile file, long end) throws IOException {
    byte[] bytes = new byte[(int) Math.min(end, DATED_BYTES)];
    int length =
        Objects.requireNonNull(file.handle()).read(end - bytes.length, bytes, 0, bytes.length);
    return DatedLines.endIn(bytes, length);
  }
}
