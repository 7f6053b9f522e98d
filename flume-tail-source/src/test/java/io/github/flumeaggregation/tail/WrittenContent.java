package io.github.flumeaggregation.tail;

/** What was written into one file from its creation or truncation on. */
final class WrittenContent {
  final StringBuilder text = new StringBuilder();

  /** It lies in a second file, too, and nobody has had the time to find that out. */
  boolean freshCopy;

  /** It began as a copy of what another file held, and has grown since. */
  boolean ofACopy;

  /** Nobody has had the time to read it and to save that. */
  boolean fresh = true;

  /** It was put in the place of what it begins with, and nobody has had the time to see that. */
  boolean freshReplacement;

  /** It may be delivered as two: nobody can tell that they are one. */
  boolean mayBeRepeated;

  /** It may be lost before any of its own lines is delivered. */
  boolean mayBeMissed;

  void wasSeen() {
    // A copy that ends within a line waits for the original's line to end.
    freshCopy &= !endsLine();
    fresh = false;
    freshReplacement = false;
  }

  boolean endsLine() {
    return text.length() == 0 || text.charAt(text.length() - 1) == '\n';
  }
}
