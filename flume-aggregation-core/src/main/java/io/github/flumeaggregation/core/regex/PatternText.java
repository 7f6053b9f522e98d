package io.github.flumeaggregation.core.regex;

import java.util.List;

/** The text of a pattern and a place in it. */
final class PatternText {
  private final String pattern;
  private int at;

  PatternText(String pattern) {
    this.pattern = pattern;
  }

  int at() {
    return at;
  }

  void moveTo(int index) {
    at = index;
  }

  boolean isAtEnd() {
    return at == pattern.length();
  }

  boolean isNext(String part) {
    return pattern.startsWith(part, at);
  }

  boolean takeIf(String part) {
    boolean next = isNext(part);
    if (next) {
      at += part.length();
    }
    return next;
  }

  /** The next character, which must exist. */
  int takeCodePoint() {
    int codePoint = pattern.codePointAt(at);
    at += Character.charCount(codePoint);
    return codePoint;
  }

  /** The number that follows, at most a million; -1 if none does. */
  int takeNumber() {
    int value = -1;
    while (at < pattern.length() && pattern.charAt(at) >= '0' && pattern.charAt(at) <= '9') {
      value = Math.min(1_000_000, Math.max(value, 0) * 10 + pattern.charAt(at++) - '0');
    }
    return value;
  }

  /** The character that {@code digits} hexadecimal digits stand for. */
  int takeHex(int start, int digits) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = isAtEnd() ? -1 : Character.digit(pattern.charAt(at++), 16);
      if (digit < 0) {
        throw fault(start, "expected " + digits + " hexadecimal digits");
      }
      value = value * 16 + digit;
    }
    return value;
  }

  /** The name of a group, up to {@code >}; it must not be one of {@code taken}. */
  String takeGroupName(List<String> taken) {
    int start = at;
    int end = pattern.indexOf('>', at);
    String name = end < 0 ? "" : pattern.substring(at, end);
    if (!name.matches("[A-Za-z_][A-Za-z0-9_.]*")) {
      throw fault(
          start, "allowed in a group's name are letters, digits, '_' and '.', then comes '>'");
    }
    if (taken.contains(name)) {
      throw fault(start, "there is already a group '" + name + "'");
    }
    at = end + 1;
    return name;
  }

  RegexException fault(int index, String fault) {
    return new RegexException(pattern, index, fault);
  }
}
