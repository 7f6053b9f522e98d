package io.github.flumeaggregation.core.regex;

import io.github.flumeaggregation.core.Nullable;
import java.util.Arrays;
import java.util.List;

/** The sets that have a name; all are of ASCII characters, or of what is not in such a set. */
final class CharSets {
  /** Letters, digits and the underscore. */
  static final CharSet WORD =
      new CharSet().add('a', 'z').add('A', 'Z').add('0', '9').add('_', '_').freeze();

  /** The names that stand between {@code [:} and {@code :]} in a class. */
  static final List<String> POSIX =
      Arrays.asList(
          "alnum", "alpha", "blank", "digit", "lower", "punct", "space", "upper", "word", "xdigit");

  private CharSets() {}

  /** The set that one of {@link #POSIX} stands for. */
  static CharSet posix(String name) {
    switch (name) {
      case "alnum":
        return posix("alpha").add(digits());
      case "alpha":
        return posix("lower").add(posix("upper"));
      case "blank":
        return new CharSet().add(' ', ' ').add('\t', '\t');
      case "digit":
        return digits();
      case "lower":
        return new CharSet().add('a', 'z');
      case "upper":
        return new CharSet().add('A', 'Z');
      case "punct":
        return new CharSet().add('!', '/').add(':', '@').add('[', '`').add('{', '~');
      case "space":
        return blanks();
      case "word":
        return new CharSet().add(WORD);
      default:
        return digits().add('a', 'f').add('A', 'F');
    }
  }

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
