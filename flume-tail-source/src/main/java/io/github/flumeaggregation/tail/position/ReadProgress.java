package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.file.Fingerprint;

/** How far a file has been read. */
public final class ReadProgress {
  private long readOffset;
  private long scannedTo;
  private long seenTo;
  private long leadingNuls;
  private boolean endsInNuls;
  private long restSaidTo = -1;
  private @Nullable Fingerprint check;

  /** Nothing of it has been read. */
  void startOver() {
    readOffset = 0;
    scannedTo = 0;
    seenTo = 0;
    leadingNuls = 0;
    check = null;
  }

  /**
   * Reading begins there.
   *
   * @param newCheck of bytes before it; null if there are none
   */
  void startAt(long offset, @Nullable Fingerprint newCheck) {
    readOffset = offset;
    scannedTo = offset;
    check = newCheck;
  }

  /** Offset of the first byte that is in no event yet. */
  public long readOffset() {
    return readOffset;
  }

  /** Fingerprint of the bytes before {@link #readOffset()}; null at the beginning of the file. */
  @Nullable
  public Fingerprint check() {
    return check;
  }

  void readTo(long newOffset, Fingerprint newCheck) {
    readOffset = newOffset;
    check = newCheck.length() == 0 ? null : newCheck;
  }

  /** No event ends between {@link #readOffset()} and here. */
  public long scannedTo() {
    return scannedTo;
  }

  public void scannedTo(long offset) {
    scannedTo = offset;
  }

  /** Notes that the content up to there has been looked at; says whether that is news. */
  public boolean seesUpTo(long offset) {
    boolean news = offset != seenTo;
    seenTo = offset;
    return news;
  }

  /** Up to where it holds nothing but NUL bytes from its beginning on, as far as it was read. */
  public long leadingNuls() {
    return leadingNuls;
  }

  /** All that was read of it are NUL bytes. */
  public void readNulsOnly() {
    leadingNuls = readOffset;
  }

  /** Whether its end is room that its writer has taken in advance; nobody tells of writes to it. */
  public boolean endsInNuls() {
    return endsInNuls;
  }

  public void endsInNuls(boolean now) {
    endsInNuls = now;
  }

  /** Whether it ends with something that has no end yet. */
  public boolean hasRest() {
    return readOffset < scannedTo && !endsInNuls;
  }

  /** Says once of each rest that there is one. */
  public boolean saysRest() {
    boolean first = hasRest() && restSaidTo != scannedTo;
    restSaidTo = first ? scannedTo : restSaidTo;
    return first;
  }
}
