package io.github.flumeaggregation.tail.position;

/** How much of what is known of an incarnation a save has put on disk. Immutable. */
final class OnDisk {
  static final OnDisk NOTHING = new OnDisk();

  /** Length of the fingerprint of the head; 0 if not even the id is there. */
  final int headBytes;

  /** Up to where samples of the content reach. */
  final long seenTo;

  /** Up to where it is said to be delivered. */
  final long offset;

  private OnDisk() {
    headBytes = 0;
    seenTo = 0;
    offset = 0;
  }

  OnDisk(Evidence evidence, long offset) {
    headBytes = evidence.head().length();
    seenTo = evidence.samples().lastEnd();
    this.offset = offset;
  }
}
