package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Record;

/**
 * A line as a sequence of literals and fields, read in one pass over its bytes.
 *
 * <p>Each field ends where the literal after it stands first, so there is no going back: time is
 * linear in the line's length (times that of a literal). Reading stops after the last element that
 * is required or wanted; whether a line is of the format never depends on what is wanted. Not safe
 * for several threads.
 */
final class LinePattern {
  static final LinePattern EMPTY = new LinePattern(new Element[0], new byte[0]);

  private final Element[] elements;
  private final byte[][] after;
  private int used;
  private boolean escaped;

  /** {@code end} is the literal after the last element; what follows it does not matter. */
  LinePattern(Element[] elements, byte[] end) {
    this.elements = elements;
    this.after = new byte[elements.length][];
    for (int i = 0; i < elements.length; i++) {
      after[i] = i + 1 < elements.length ? elements[i + 1].before : end;
      used = elements[i].required ? i + 1 : used;
    }
  }

  /** Tells that the field {@code index}, which the element fills, is wanted. */
  void want(int element, int index) {
    used = Math.max(used, element + 1);
    elements[element].capture.want(index);
  }

  /** Fills {@code into}; false if a required element is not sound. */
  boolean parse(byte[] bytes, int from, int to, Record into) {
    int at = from;
    for (int i = 0; i < used; i++) {
      Element element = elements[i];
      int start = at + element.before.length;
      int end = Scan.isAt(bytes, at, to, element.before) ? end(i, bytes, start, to) : -1;
      if (end < 0 || !element.capture.store(bytes, start, end, escaped, into)) {
        return !element.required;
      }
      at = end;
    }
    return true;
  }

  private int end(int element, byte[] bytes, int from, int to) {
    escaped = false;
    switch (elements[element].extent) {
      case WHOLE_NUMBER:
        return wholeNumberEnd(bytes, from, to);
      case CLF_TIME:
        return to - from < ClfTime.LENGTH ? -1 : from + ClfTime.LENGTH;
      case QUOTED:
        return quotedEnd(element, bytes, from, to);
      default:
        return literalAt(element, bytes, from, to);
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

  private int quotedEnd(int element, byte[] bytes, int from, int to) {
    byte first = after[element][0];
    for (int at = from; at < to; at++) {
      byte b = bytes[at];
      if (b == first && endsAt(element, bytes, at, to)) {
        return at;
      }
      if (b == '\\') {
        escaped = true;
        at++;
      }
    }
    return -1;
  }

  private int literalAt(int element, byte[] bytes, int from, int to) {
    byte first = after[element][0];
    for (int at = from; at < to; at++) {
      if (bytes[at] == first && endsAt(element, bytes, at, to)) {
        return at;
      }
    }
    return -1;
  }

  /** Whether the literal after {@code element} stands at {@code at}; the last one ends a word. */
  private boolean endsAt(int element, byte[] bytes, int at, int to) {
    byte[] literal = after[element];
    return Scan.isAt(bytes, at, to, literal)
        && (element + 1 < elements.length || Scan.isBoundary(bytes, at + literal.length, to));
  }
}
