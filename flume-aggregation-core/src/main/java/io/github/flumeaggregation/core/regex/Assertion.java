package io.github.flumeaggregation.core.regex;

/** What can be demanded of a place between two characters. */
enum Assertion {
  /** Nothing stands before. */
  BEGIN,
  /** Nothing follows. */
  END,
  /** A word begins or ends here. */
  WORD_BOUNDARY,
  /** No word begins or ends here. */
  NO_WORD_BOUNDARY;

  /** What stands on one side of a place. */
  enum Side {
    /** Nothing: the text begins or ends here. */
    NOTHING,
    /** A letter, digit or underscore. */
    WORD,
    /** Any other character. */
    OTHER;

    static Side of(int codePoint) {
      return CharSets.WORD.contains(codePoint) ? WORD : OTHER;
    }
  }

  /** Whether it is so between the two sides. */
  boolean holds(Side before, Side after) {
    switch (this) {
      case BEGIN:
        return before == Side.NOTHING;
      case END:
        return after == Side.NOTHING;
      default:
        return ((before == Side.WORD) != (after == Side.WORD)) == (this == WORD_BOUNDARY);
    }
  }
}
