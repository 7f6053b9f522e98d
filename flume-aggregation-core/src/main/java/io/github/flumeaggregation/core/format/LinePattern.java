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
  private int used;

  /** {@code end} is the literal after the last element; what follows it does not matter. */
  LinePattern(Element[] elements, byte[] end) {
    this.elements = elements;
    for (int i = 0; i < elements.length; i++) {
      boolean last = i + 1 == elements.length;
      elements[i].follow(last ? end : elements[i + 1].before, last);
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
      int end = Scan.isAt(bytes, at, to, element.before) ? element.end(bytes, start, to) : -1;
      if (end < 0 || !element.capture.store(bytes, start, end, into)) {
        return !element.required;
      }
      at = end;
    }
    return true;
  }
}
