package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Record;
import java.util.List;

/**
 * Reads lines that do not fit their pattern at first sight, since a server wrote quotes without
 * escaping them, or a bare hyphen where a quoted value may stand, which is missing then.
 *
 * <p>A value ends where what follows it stands first such that the next value is one too, if that
 * is a number or time. Each value is looked through once: time is linear in the line's length.
 */
final class LooseLine {
  private static final byte HYPHEN = '-';

  private final Element[] elements;
  private final byte[][] literals;
  private final boolean escaped;

  /** {@code literals} stand before each element and after the last one. */
  LooseLine(Element[] elements, List<byte[]> literals, boolean escaped) {
    this.elements = elements;
    this.literals = literals.toArray(new byte[0][]);
    this.escaped = escaped;
  }

  /** What stands before the first element. */
  byte[] start() {
    return literals[0];
  }

  /**
   * Reads a line whose first {@code required} elements must be sound, and the others up to {@code
   * used} as far as they are.
   */
  boolean read(byte[] bytes, int from, int to, int required, int used, Record into) {
    into.clear();
    int at = from;
    boolean afterHyphen = false;
    for (int i = 0; i < used; i++) {
      int value = afterLiteral(bytes, at, to, i, afterHyphen);
      if (value < 0) {
        return i >= required;
      }
      afterHyphen = isHyphen(bytes, value, to, i);
      if (afterHyphen) {
        at = value + 1;
        continue;
      }
      at = end(bytes, value, to, i);
      boolean sound = at >= 0 && elements[i].isSound(bytes, value, at);
      if (!sound || !elements[i].store(bytes, value, at, into)) {
        return i >= required;
      }
    }
    return true;
  }

  /**
   * Index after the literal before element {@code i}, or of the hyphen that stands there instead of
   * a quoted value; -1 if there is neither.
   */
  private int afterLiteral(byte[] bytes, int at, int to, int i, boolean afterHyphen) {
    byte[] literal = literals[i];
    int skipped = afterHyphen ? 1 : 0;
    int length = literal.length - skipped;
    if (matches(bytes, at, to, literal, skipped, literal.length)) {
      return at + length;
    }
    boolean hyphen = isQuoted(i) && matches(bytes, at, to, literal, skipped, literal.length - 1);
    return hyphen && isHyphen(bytes, at + length - 1, to, i) ? at + length - 1 : -1;
  }

  private static boolean matches(byte[] bytes, int at, int to, byte[] literal, int first, int end) {
    if (end < first || to - at < end - first) {
      return false;
    }
    for (int k = first; k < end; k++) {
      if (bytes[at + k - first] != literal[k]) {
        return false;
      }
    }
    return true;
  }

  private boolean isQuoted(int i) {
    byte[] before = literals[i];
    byte[] after = literals[i + 1];
    return before.length > 0
        && before[before.length - 1] == '"'
        && after.length > 0
        && after[0] == '"';
  }

  /** Whether at {@code at} a hyphen stands for the whole of the quoted element {@code i}. */
  private boolean isHyphen(byte[] bytes, int at, int to, int i) {
    boolean hyphen =
        isQuoted(i) && at < to && bytes[at] == HYPHEN && bytes[Math.max(0, at - 1)] != '"';
    byte[] after = literals[i + 1];
    return hyphen
        && (at + 1 == to || (after.length > 1 ? bytes[at + 1] == after[1] : bytes[at + 1] == ' '));
  }

  /** Index of the end of element {@code i}, whose value begins at {@code from}; or -1. */
  private int end(byte[] bytes, int from, int to, int i) {
    int fixed = elements[i].fixedEnd(bytes, from, to);
    if (fixed != Element.NOT_FIXED) {
      return fixed >= 0 && isFollowed(bytes, fixed, to, i) ? fixed : -1;
    }
    if (elements[i].isFound() || i + 1 == elements.length) {
      return elements[i].textEnd(bytes, from, to);
    }
    for (int at = from; at <= to; at++) {
      int next = afterLiteral(bytes, at, to, i + 1, false);
      boolean follows = next >= 0 && isValue(bytes, next, to, i + 1);
      if (follows && !(escaped && isEscapedQuote(bytes, from, at, i + 1))) {
        return at;
      }
    }
    return -1;
  }

  private boolean isEscapedQuote(byte[] bytes, int from, int at, int literal) {
    return literals[literal][0] == '"' && QuotedText.isEscaped(bytes, from, at);
  }

  private boolean isValue(byte[] bytes, int at, int to, int i) {
    int end = isHyphen(bytes, at, to, i) ? at + 1 : elements[i].fixedEnd(bytes, at, to);
    return end == Element.NOT_FIXED || (end >= 0 && isFollowed(bytes, end, to, i));
  }

  /** Whether element {@code i} may end at {@code end}: the line may be cut off there. */
  private boolean isFollowed(byte[] bytes, int end, int to, int i) {
    return end == to
        || bytes[end] == ' '
        || bytes[end] == '\r'
        || (i + 1 < elements.length && afterLiteral(bytes, end, to, i + 1, false) >= 0);
  }
}
