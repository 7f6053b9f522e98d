package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Words;
import java.nio.charset.StandardCharsets;

/** The place of a variable in a line: how its end is found, and what is done with its value. */
final class Element {
  /** No index: what {@link #fixedEnd} answers for a text. */
  static final int NOT_FIXED = Integer.MIN_VALUE;

  private final String source;
  private final Extent extent;
  private final Capture capture;
  private final EndFinder finder;
  private final byte[] literal;
  private final long literalWord;
  private final boolean atBoundary;
  private final int skipped;

  /** Whether all there is to do is to search for the literal. */
  private final boolean searches;

  /** Whether the first byte of the literal is all there is to look at. */
  private final boolean literalAlone;

  private boolean stores;

  /** {@code source} is how the variable stands in the pattern. */
  Element(String source, Capture capture, ElementEnd end) {
    this.source = source;
    this.extent = end.extent;
    this.capture = capture;
    this.finder = end.finder;
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

  /** Stores {@code bytes[from, to)}, if somebody wants it; whether it is sound. */
  boolean store(byte[] bytes, int from, int to, Record into) {
    return !stores || capture.store(bytes, from, to, into);
  }

  /** What has to stand in its place, for a message. */
  String expected() {
    String after = new String(literal, StandardCharsets.UTF_8);
    return source + extent.description() + (after.isEmpty() ? "" : ", then '" + after + "',");
  }

  /**
   * The end of a value that can be told by the value alone, a number or a time; -1 if none begins
   * at {@code from}, and {@link #NOT_FIXED} if values are of another kind.
   */
  int fixedEnd(byte[] bytes, int from, int to) {
    switch (extent) {
      case STATUS:
        return status(bytes, from, to);
      case WHOLE_NUMBER:
        return wholeNumber(bytes, from, to);
      case CLF_TIME:
        boolean day = from < to && bytes[from] <= '9';
        return day ? clfTimeEnd(bytes, from, to) : -1;
      default:
        return NOT_FIXED;
    }
  }

  /** Whether {@code bytes[from, to)} may be a value of it, whatever follows. */
  boolean isSound(byte[] bytes, int from, int to) {
    switch (extent) {
      case CLIENT:
        return to > from
            && isClient(bytes, from, to)
            && Words.indexOf(bytes, from, to, (byte) ' ') < 0;
      case IDENT:
        return to > from && !AddressText.isOne(bytes, from, to);
      case USER:
        return !UserText.hidesOthers(bytes, from, to);
      default:
        return true;
    }
  }

  /** Whether its end is not found by searching for what follows. */
  boolean isFound() {
    return extent == Extent.FOUND || literal.length == 0;
  }

  /** The end of a value that is text. */
  int textEnd(byte[] bytes, int from, int to) {
    return end(bytes, from, to);
  }

  /** Index in {@code [from, to]} of the end of the value that begins at {@code from}, or -1. */
  private int end(byte[] bytes, int from, int to) {
    switch (extent) {
      case STATUS:
        return statusEnd(bytes, from, to);
      case WHOLE_NUMBER:
        return wholeNumberEnd(bytes, from, to);
      case CLF_TIME:
        return clfTimeEnd(bytes, from, to);
      case CLIENT:
        return clientEnd(bytes, from, to);
      case IDENT:
        return identEnd(bytes, from, to);
      case USER:
        return userEnd(bytes, from, to);
      case QUOTED:
        return quotedEnd(bytes, from, to);
      case LIST:
        return listEnd(bytes, from, to);
      case WORD:
        return wordEnd(bytes, from, to);
      case REST:
        return restEnd(bytes, from, to);
      case FOUND:
        return finder.end(bytes, from, to);
      default:
        return literalEnd(bytes, from, to);
    }
  }

  private int statusEnd(byte[] bytes, int from, int to) {
    int at = status(bytes, from, to);
    return at >= 0 && endsAt(bytes, at, to) ? at : -1;
  }

  private static int status(byte[] bytes, int from, int to) {
    int at = Digits.end(bytes, from, to);
    if (at - from == 3) {
      return at;
    }
    if (from < to && bytes[from] == '-') {
      return from + 1;
    }
    return at - from == 1 && bytes[from] == '0' ? at : -1;
  }

  private int wholeNumberEnd(byte[] bytes, int from, int to) {
    int at = wholeNumber(bytes, from, to);
    return at > from && endsAt(bytes, at, to) ? at : -1;
  }

  private static int wholeNumber(byte[] bytes, int from, int to) {
    boolean hyphen = from < to && bytes[from] == '-';
    int at = hyphen ? from + 1 : Digits.end(bytes, from, to);
    return at > from ? at : -1;
  }

  private int clfTimeEnd(byte[] bytes, int from, int to) {
    int usual = from + ClfTime.LENGTH;
    if (endsAt(bytes, usual, to)) {
      return usual;
    }
    return literal.length == 0
        ? restEnd(bytes, from, to)
        : literalAt(bytes, from, Math.min(to, from + ClfTime.LONGEST + literal.length));
  }

  /** The first blank must be the one after it. */
  private int clientEnd(byte[] bytes, int from, int to) {
    int at = Words.indexOf(bytes, from, to, literal[0]);
    boolean client = at > from && isClient(bytes, from, at);
    return client && (literalAlone || endsAt(bytes, at, to)) ? at : -1;
  }

  /** Most addresses begin with a digit and are not looked at. */
  private static boolean isClient(byte[] bytes, int from, int to) {
    return bytes[to - 1] != ',' && (bytes[from] <= '9' || AddressText.mayBeClient(bytes, from, to));
  }

  /** Whether a lonely hyphen stands there, as in most lines: no need to search. */
  private boolean isHyphen(byte[] bytes, int from, int to) {
    return from + 1 < to
        && bytes[from] == '-'
        && bytes[from + 1] == literal[0]
        && (literalAlone || endsAt(bytes, from + 1, to));
  }

  private int identEnd(byte[] bytes, int from, int to) {
    if (isHyphen(bytes, from, to)) {
      return from + 1;
    }
    int at = literalAt(bytes, from, to);
    boolean sound = at - from == 1 || (at > from && !AddressText.isOne(bytes, from, at));
    return sound ? at : -1;
  }

  private int userEnd(byte[] bytes, int from, int to) {
    if (isHyphen(bytes, from, to)) {
      return from + 1;
    }
    int at = literalAt(bytes, from, to);
    return at - from == 1 || !UserText.hidesOthers(bytes, from, at) ? at : -1;
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
    while (at > from && bytes[at - 1] == '\\' && QuotedText.isEscaped(bytes, from, at)) {
      at = literalAt(bytes, at + 1, to);
    }
    return atBoundary && at >= 0 && at + 1 < to ? QuotedText.lastEnd(bytes, at, to) : at;
  }

  private int listEnd(byte[] bytes, int from, int to) {
    int at = literalAt(bytes, from, to);
    while (at > from && goesOn(bytes, at, to)) {
      at = literalAt(bytes, at + 1, to);
    }
    return at;
  }

  /** Whether a list such as {@code 0.1, 0.2 : 0.3} or {@code text/html; a=b} goes on at a blank. */
  private static boolean goesOn(byte[] bytes, int at, int to) {
    if (bytes[at] != ' ') {
      return false;
    }
    byte before = bytes[at - 1];
    boolean colon = before == ':' && at > 1 && bytes[at - 2] == ' ';
    return before == ','
        || before == ';'
        || colon
        || (at + 2 < to && bytes[at + 1] == ':' && bytes[at + 2] == ' ');
  }

  private static int wordEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (!isBoundary(bytes, at, to)) {
      at++;
    }
    return at;
  }

  /** The end of the line, less blanks and a carriage return. */
  private static int restEnd(byte[] bytes, int from, int to) {
    int at = to;
    while (at > from && (bytes[at - 1] == '\r' || bytes[at - 1] == ' ')) {
      at--;
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
