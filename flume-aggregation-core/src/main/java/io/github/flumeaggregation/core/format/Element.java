package io.github.flumeaggregation.core.format;

/** A field of a line: the literals around it, how its end is found, what is done with it. */
final class Element {
  /** How the end of a field is found. */
  enum Extent {
    /** Where the literal that follows stands first. */
    UNTIL_LITERAL,
    /** Likewise, but what follows an odd number of backslashes is never taken for the literal. */
    QUOTED,
    /** After digits or one hyphen; a blank or the line's end must follow. */
    WHOLE_NUMBER,
    /** After as many bytes as a time in common log format has. */
    CLF_TIME
  }

  final Extent extent;
  final Capture capture;

  /** Whether a line without a sound value here is not of the format. */
  final boolean required;

  /** The literal before the field. */
  final byte[] before;

  private byte[] after = {};
  private boolean last = true;

  Element(byte[] before, Extent extent, Capture capture, boolean required) {
    this.before = before;
    this.extent = extent;
    this.capture = capture;
    this.required = required;
  }

  /** Sets the literal that follows; after the last one of a line, a blank or its end must. */
  void follow(byte[] literal, boolean endsLine) {
    after = literal;
    last = endsLine;
  }

  /** Index in {@code [from, to]} of the end of the field that begins at {@code from}, or -1. */
  int end(byte[] bytes, int from, int to) {
    switch (extent) {
      case WHOLE_NUMBER:
        return wholeNumberEnd(bytes, from, to);
      case CLF_TIME:
        return to - from < ClfTime.LENGTH ? -1 : from + ClfTime.LENGTH;
      case QUOTED:
        return quotedEnd(bytes, from, to);
      default:
        return literalAt(bytes, from, to);
    }
  }

  private static int wholeNumberEnd(byte[] bytes, int from, int to) {
    int at = from;
    if (at < to && bytes[at] == '-') {
      at++;
    } else {
      while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
        at++;
      }
    }
    return at > from && Scan.isBoundary(bytes, at, to) ? at : -1;
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

  private int literalAt(byte[] bytes, int from, int to) {
    byte first = after[0];
    for (int at = from; at < to; at++) {
      if (bytes[at] == first && endsAt(bytes, at, to)) {
        return at;
      }
    }
    return -1;
  }

  private boolean endsAt(byte[] bytes, int at, int to) {
    return Scan.isAt(bytes, at, to, after)
        && (!last || Scan.isBoundary(bytes, at + after.length, to));
  }
}
