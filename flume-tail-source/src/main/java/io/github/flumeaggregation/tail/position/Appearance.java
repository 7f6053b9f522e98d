package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.core.Nullable;

/** What was seen of a file before it could be said what it is. */
public final class Appearance {
  /** At one a second, as long as a file may wait for its turn. */
  private static final int MOST_PLACE_LOOKS = 20;

  private @Nullable Incarnation waitsFor;
  private long copySize = -1;
  private long compressedSize = -1;
  private long incompleteSize = -1;
  private boolean encodingSaid;
  private int placeLooks;

  /** Who it cannot be told from before that one is read further; null if there is none. */
  @Nullable
  public Incarnation waitsFor() {
    return waitsFor;
  }

  public void waitsFor(@Nullable Incarnation one) {
    waitsFor = one;
  }

  /** It looks like a copy of so many bytes; says whether it did at the last look. */
  boolean isStillCopyOf(long bytes) {
    boolean still = bytes == copySize;
    copySize = bytes;
    return still;
  }

  /**
   * It looks like a copy of a log that is in its place, but has not been read there yet; says
   * whether to wait for that. Not for ever: no pattern may lead there any more.
   */
  boolean waitsForPlace() {
    return placeLooks++ < MOST_PLACE_LOOKS;
  }

  /** If compressed: size on disk when it was last looked at; -1 if it never was. */
  long compressedSize() {
    return compressedSize;
  }

  /** It is compressed, of that size on disk; says whether it was at the last look. */
  boolean isStillCompressedTo(long bytes) {
    boolean still = bytes == compressedSize;
    compressedSize = bytes;
    return still;
  }

  /** Whether it was found to be an incomplete archive, and has not grown since. */
  boolean isIncomplete() {
    return compressedSize == incompleteSize;
  }

  /** As an archive it is not complete yet. */
  void incomplete() {
    incompleteSize = compressedSize;
  }

  /** Says once that there is something to be said of how it is encoded, or that it is refused. */
  public boolean saysEncoding() {
    boolean first = !encodingSaid;
    encodingSaid = true;
    return first;
  }
}
