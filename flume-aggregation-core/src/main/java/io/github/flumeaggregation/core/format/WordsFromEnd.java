package io.github.flumeaggregation.core.format;

/**
 * Finds the end of a value with blanks in it, such as an agent without quotes, after which there
 * are nothing but single words: counts them from the end of the line.
 */
final class WordsFromEnd implements EndFinder {
  private final int blanks;

  /** {@code blanks} is how many blanks follow the value to the end of the line. */
  WordsFromEnd(int blanks) {
    this.blanks = blanks;
  }

  @Override
  public int end(byte[] bytes, int from, int to) {
    int at = to;
    while (at > from && (bytes[at - 1] == '\r' || bytes[at - 1] == ' ')) {
      at--;
    }
    int left = blanks;
    while (at > from && left > 0) {
      at--;
      left -= bytes[at] == ' ' ? 1 : 0;
    }
    return left == 0 ? at : -1;
  }
}
