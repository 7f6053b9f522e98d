package io.github.flumeaggregation.core.format;

/** Tells users' names with blanks from several fields of a line that has more than expected. */
final class UserText {
  private UserText() {}

  /**
   * Whether among the words of {@code bytes[from, to)}, if they are several, is an address, or the
   * first or last one is a lonely hyphen, as when something stands before the client.
   */
  static boolean hidesOthers(byte[] bytes, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && bytes[start] == ' ') {
      start++;
    }
    while (end > start && bytes[end - 1] == ' ') {
      end--;
    }
    boolean several = false;
    boolean other = false;
    for (int word = start; word < end; ) {
      int wordEnd = word;
      while (wordEnd < end && bytes[wordEnd] != ' ') {
        wordEnd++;
      }
      several |= wordEnd < end;
      boolean atEdge = word == start || wordEnd == end;
      boolean hyphen = atEdge && wordEnd - word == 1 && bytes[word] == '-';
      other |= hyphen || AddressText.isOne(bytes, word, wordEnd);
      word = wordEnd + 1;
    }
    return several && other;
  }
}
