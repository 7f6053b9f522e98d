package io.github.flumeaggregation.core.regex;

/** Parses character classes in brackets and the escapes that stand for characters. */
final class ClassParser {
  private final PatternText text;

  ClassParser(PatternText text) {
    this.text = text;
  }

  /** A class whose opening bracket was taken. */
  CharSet parse(boolean ignoresCase) {
    int start = text.at() - 1;
    boolean negated = text.takeIf("^");
    CharSet set = new CharSet();
    boolean first = true;
    while (first || !text.isNext("]")) {
      if (text.isAtEnd()) {
        throw text.fault(start, "the ']' to this class is missing; a literal bracket is [[]");
      }
      if (text.isNext("&&")) {
        throw text.fault(text.at(), "classes within classes are not supported");
      }
      takeRange(set);
      first = false;
    }
    text.takeIf("]");
    if (ignoresCase) {
      set.addOtherCase();
    }
    return negated ? set.complement() : set;
  }

  private void takeRange(CharSet set) {
    int start = text.at();
    CharSet left = takeOne();
    boolean range = text.isNext("-") && !text.isNext("-]");
    if (!range) {
      set.add(left);
      return;
    }
    text.takeIf("-");
    if (text.isAtEnd()) {
      throw text.fault(start, "the range has no end");
    }
    CharSet right = takeOne();
    if (!isSingle(left) || !isSingle(right) || left.ranges()[0] > right.ranges()[0]) {
      throw text.fault(start, "no range of characters; a literal hyphen stands last in a class");
    }
    set.add(left.ranges()[0], right.ranges()[0]);
  }

  private static boolean isSingle(CharSet set) {
    return set.ranges().length == 2 && set.ranges()[0] == set.ranges()[1];
  }

  private CharSet takeOne() {
    if (text.isNext("\\")) {
      return takeEscape();
    }
    if (text.isNext("[:")) {
      return takePosix();
    }
    int codePoint = text.takeCodePoint();
    return new CharSet().add(codePoint, codePoint);
  }

  private CharSet takePosix() {
    for (String name : CharSets.POSIX) {
      if (text.takeIf("[:" + name + ":]")) {
        return CharSets.posix(name);
      }
    }
    throw text.fault(
        text.at(),
        "of classes within classes there are [:" + String.join(":], [:", CharSets.POSIX) + ":]");
  }

  /** The set that a backslash and what follows it stand for. */
  CharSet takeEscape() {
    int start = text.at();
    text.takeIf("\\");
    if (text.isAtEnd()) {
      throw text.fault(start, "a backslash needs a character after it");
    }
    int c = text.takeCodePoint();
    CharSet named = c < 0x80 ? CharSets.named((char) c) : null;
    if (named != null) {
      return named;
    }
    int codePoint = c < 0x80 ? escaped(start, (char) c) : c;
    return new CharSet().add(codePoint, codePoint);
  }

  private int escaped(int start, char c) {
    switch (c) {
      case 't':
        return '\t';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 'f':
        return '\f';
      case 'x':
        return text.takeHex(start, 2);
      case 'u':
        return text.takeHex(start, 4);
      default:
        if ((c >= '0' && c <= '9') || c == 'k') {
          throw text.fault(
              start, "back-references are not supported: they cannot be matched in linear time");
        }
        if (Character.isLetter(c)) {
          throw text.fault(start, "\\" + c + " is not supported here");
        }
        return c;
    }
  }
}
