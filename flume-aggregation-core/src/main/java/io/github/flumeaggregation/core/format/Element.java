package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Words;

/** The place of a variable in a line: how its end is found, and what is done with its value. */
final class Element {
  /** How the end of a value is found. */
  enum Extent {
    /** Where what follows stands first. */
    UNTIL_LITERAL,
    /** Likewise, but what follows an odd number of backslashes is never taken for the literal. */
    QUOTED,
    /** After digits or one hyphen. */
    WHOLE_NUMBER,
    /** After as many bytes as a time in common log format has. */
    CLF_TIME,
    /** Where what follows stands first, unless a comma or a colon shows that the list goes on. */
    LIST,
    /** At a blank or the end of the line. */
    WORD,
    /** At the end of the line. */
    REST
  }

  /** What follows a value. */
  static final class End {
    final byte[] literal;

    /** Whether after the literal a blank must stand, or the line end. */
    final boolean atBoundary;

    /** How often the literal stands within each value. */
    final int skipped;

    End(byte[] literal, boolean atBoundary, int skipped) {
      this.literal = literal;
      this.atBoundary = atBoundary;
      this.skipped = skipped;
    }
  }

  private final Extent extent;
  private final Capture capture;
  private final byte[] literal;
  private final long literalWord;
  private final boolean atBoundary;
  private final int skipped;

  /** Whether all there is to do is to search for the literal. */
  private final boolean searches;

  /** Whether the first byte of the literal is all there is to look at. */
  private final boolean literalAlone;

  private boolean stores;

  Element(Extent extent, Capture capture, End end) {
    this.extent = extent;
    this.capture = capture;
    this.literal = end.literal;
    this.literalWord = Words.first(literal);
    this.atBoundary = end.atBoundary;
    this.skipped = end.skipped;
    this.searches = this.extent == Extent.UNTIL_LITERAL && skipped == 0;
    this.literalAlone = literal.length == 1 && !atBoundary;
    this.stores = capture.isEssential();
  }

  /** Tells that somebody will ask for the field {@code index}. */
  void want(int index) {
    stores = true;
    capture.want(index);
  }

  /** Stores the value that begins at {@code from}; index after what follows it, -1 if unsound. */
  int read(byte[] bytes, int from, int to, Record into) {
    int end = searches ? literalAt(bytes, from, to) : end(bytes, from, to);
    return end < 0 || (stores && !capture.store(bytes, from, end, into))
        ? -1
        : end + literal.length;
  }

  /** Index in {@code [from, to]} of the end of the value that begins at {@code from}, or -1. */
  private int end(byte[] bytes, int from, int to) {
    switch (extent) {
      case WHOLE_NUMBER:
        return wholeNumberEnd(bytes, from, to);
      case CLF_TIME:
        return endsAt(bytes, from + ClfTime.LENGTH, to) ? from + ClfTime.LENGTH : -1;
      case QUOTED:
        return quotedEnd(bytes, from, to);
      case LIST:
        return listEnd(bytes, from, to);
      case WORD:
        return wordEnd(bytes, from, to);
      case REST:
        return from < to && bytes[to - 1] == '\r' ? to - 1 : to;
      default:
        return literalEnd(bytes, from, to);
    }
  }

  private int wholeNumberEnd(byte[] bytes, int from, int to) {
    boolean hyphen = from < to && bytes[from] == '-';
    int at = hyphen ? from + 1 : Digits.end(bytes, from, to);
    return at > from && endsAt(bytes, at, to) ? at : -1;
  }

  private int literalEnd(byte[] bytes, int from, int to) {
    int at = literalAt(bytes, from, to);
    for (int i = 0; i < skipped && at >= 0; i++) {
      at = literalAt(bytes, at + 1, to);
    }
    return at;
  }

  /** Searching for the literal alone and looking back from it is faster than minding each byte. */
  private int quotedEnd(byte[] bytes, int from, int to) {
    int at = literalAt(bytes, from, to);
    while (at > from && bytes[at - 1] == '\\' && isEscaped(bytes, from, at)) {
      at = literalAt(bytes, at + 1, to);
    }
    return at;
  }

  private static boolean isEscaped(byte[] bytes, int from, int at) {
    int backslashes = at;
    while (backslashes > from && bytes[backslashes - 1] == '\\') {
      backslashes--;
    }
    return ((at - backslashes) & 1) != 0;
  }

  private int listEnd(byte[] bytes, int from, int to) {
    int at = literalAt(bytes, from, to);
    while (at > from && goesOn(bytes, at, to)) {
      at = literalAt(bytes, at + 1, to);
    }
    return at;
  }

  /** Whether a list such as {@code 0.1, 0.2 : 0.3} goes on after the blank at {@code at}. */
  private static boolean goesOn(byte[] bytes, int at, int to) {
    if (bytes[at] != ' ') {
      return false;
    }
    byte before = bytes[at - 1];
    return before == ',' || before == ':' || (at + 1 < to && bytes[at + 1] == ':');
  }

  private static int wordEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (!isBoundary(bytes, at, to)) {
      at++;
    }
    return at;
  }

  private int literalAt(byte[] bytes, int from, int to) {
    int at = Words.indexOf(bytes, from, to, literal[0]);
    return at < 0 || literalAlone || endsAt(bytes, at, to) ? at : laterLiteralAt(bytes, at, to);
  }

  private int laterLiteralAt(byte[] bytes, int from, int to) {
    int at = from;
    do {
      at = Words.indexOf(bytes, at + 1, to, literal[0]);
    } while (at >= 0 && !endsAt(bytes, at, to));
    return at;
  }

  /** Whether the line ends at {@code at}, or a blank stands there. */
  private static boolean isBoundary(byte[] bytes, int at, int to) {
    return at >= to || bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r';
  }

  private boolean endsAt(byte[] bytes, int at, int to) {
    return Words.isAt(bytes, at, to, literal, literalWord)
        && (!atBoundary || isBoundary(bytes, at + literal.length, to));
  }
}
