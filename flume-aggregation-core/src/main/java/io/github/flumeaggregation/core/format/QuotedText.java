package io.github.flumeaggregation.core.format;

/** Finds the ends of quoted values. */
final class QuotedText {
  private QuotedText() {}

  /** Whether an odd number of backslashes stands before {@code at}. */
  static boolean isEscaped(byte[] bytes, int from, int at) {
    int backslashes = at;
    while (backslashes > from && bytes[backslashes - 1] == '\\') {
      backslashes--;
    }
    return ((at - backslashes) & 1) != 0;
  }

  /**
   * The end of the last quoted value of a pattern, of which {@code at} is the first quote before a
   * blank. Further values may follow, each with two quotes; so if the quotes after it are odd, it
   * was one that the writer forgot to escape, and a later one is meant.
   */
  static int lastEnd(byte[] bytes, int at, int to) {
    int after = 0;
    for (int i = at + 1; i < to; i++) {
      after += isQuote(bytes, at, i) ? 1 : 0;
    }
    if ((after & 1) == 0) {
      return at;
    }
    for (int i = at + 1; i < to; i++) {
      if (isQuote(bytes, at, i)) {
        after--;
        boolean atBlank = i + 1 == to || bytes[i + 1] == ' ' || bytes[i + 1] == '\r';
        if (atBlank && (after & 1) == 0) {
          return i;
        }
      }
    }
    return at;
  }

  private static boolean isQuote(byte[] bytes, int from, int at) {
    return bytes[at] == '"' && (bytes[at - 1] != '\\' || !isEscaped(bytes, from, at));
  }
}
