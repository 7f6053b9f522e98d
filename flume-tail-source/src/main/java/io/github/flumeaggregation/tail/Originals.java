package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.util.Arrays;

/**
 * Finds the incarnation that a file of an unknown inode is a plain copy of, as logrotate's
 * copytruncate makes it: so that what was delivered is not delivered again, and what was not is
 * read from the copy.
 *
 * <p>Takes {@link #EVIDENCE_BYTES} equal bytes at least: two logs may well begin with the same
 * line. While the original is still there the copy waits, since only one of the two may be read.
 */
final class Originals {
  /** Least number of equal bytes that make a file a copy rather than a likeness. */
  static final int EVIDENCE_BYTES = 512;

  private static final Answer NONE = new Answer(null, false);
  private static final Answer BUSY = new Answer(null, true);

  private final Positions positions;

  Originals(Positions positions) {
    this.positions = positions;
  }

  /** What a file was found to be. */
  static final class Answer {
    private final @Nullable Incarnation found;
    private final boolean busy;

    private Answer(@Nullable Incarnation found, boolean busy) {
      this.found = found;
      this.busy = busy;
    }

    /** The original, whose file is gone or truncated; null if there is none. */
    @Nullable
    Incarnation found() {
      return found;
    }

    /** Whether it is a copy of a file that is still there. */
    boolean isBusy() {
      return busy;
    }
  }

  /** Looks for the original of the content. */
  Answer of(FileHandle content) throws IOException {
    byte[] head = new byte[Incarnation.HEAD_BYTES];
    int length = content.read(0, head, 0, head.length);
    if (length < EVIDENCE_BYTES) {
      return NONE;
    }
    Incarnation best = null;
    for (Incarnation one : positions.all()) {
      Fingerprint other = one.head();
      if (other.length() < Math.min(length, EVIDENCE_BYTES)
          || other.length() > length
          || !other.matches(head, 0)) {
        continue;
      }
      if (!one.hasEnded() && isCopyOfPresent(one, content)) {
        return BUSY;
      }
      if (one.isIn(content) || one.goesBeyond(content)) {
        if (one.isAtWork()) {
          // Truncated just now, or deleted and read to its end: that is found out soon.
          return BUSY;
        }
        best = best == null || best.offset() < one.offset() ? one : best;
      }
    }
    return best == null ? NONE : new Answer(best, false);
  }

  private static boolean isCopyOfPresent(Incarnation one, FileHandle content) throws IOException {
    try (PlainHandle original = PlainHandle.open(one.path(), one.key())) {
      if (original == null) {
        return false;
      }
      long end = Math.min(content.size(), original.size());
      int length = (int) Math.min(end, Incarnation.CHECK_BYTES);
      return one.head().matches(original)
          && Arrays.equals(before(end, length, content), before(end, length, original));
    }
  }

  private static byte[] before(long end, int length, FileHandle file) throws IOException {
    byte[] bytes = new byte[length];
    file.read(end - length, bytes, 0, length);
    return bytes;
  }
}
