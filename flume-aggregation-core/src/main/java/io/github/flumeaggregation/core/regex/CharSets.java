package io.github.flumeaggregation.core.regex;

import io.github.flumeaggregation.core.Nullable;

/** The sets that have a name; all are of ASCII characters, or of what is not in such a set. */
final class CharSets {
  /** Letters, digits and the underscore. */
  static final CharSet WORD =
      new CharSet().add('a', 'z').add('A', 'Z').add('0', '9').add('_', '_').freeze();

  private CharSets() {}

  /** The set that a backslash and {@code letter} stand for, or null. */
  static @Nullable CharSet named(char letter) {
    switch (letter) {
      case 'd':
        return digits();
      case 'D':
        return digits().complement();
      case 'w':
        return new CharSet().add(WORD);
      case 'W':
        return new CharSet().add(WORD).complement();
      case 's':
        return blanks();
      case 'S':
        return blanks().complement();
      default:
        return null;
    }
  }

  private static CharSet digits() {
    return new CharSet().add('0', '9');
  }

  private static CharSet blanks() {
    return new CharSet().add('\t', '\r').add(' ', ' ');
  }

  /** What a dot stands for. */
  static CharSet dot(boolean lineFeedToo) {
    CharSet none = new CharSet();
    return (lineFeedToo ? none : none.add('\n', '\n')).complement();
  }
}
