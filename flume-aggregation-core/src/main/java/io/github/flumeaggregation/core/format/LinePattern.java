package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Scan;
import java.util.Map;

/**
 * A line as a sequence of literals and variables, read in one pass over its bytes.
 *
 * <p>Each value ends where the literal after it stands first, so there is no going back: time is
 * linear in the line's length (times that of a literal). Reading stops after the last element that
 * is required or wanted; whether a line is of the format never depends on what is wanted. Not safe
 * for several threads.
 */
final class LinePattern implements FieldReader {
  private final Element[] elements;
  private final int required;
  private final byte[] start;
  private final byte[] middle;
  private int used;

  /**
   * A line of {@code elements}, the first {@code required} of which must be sound; {@code start} is
   * what stands before them, {@code middle} what stands before the others.
   */
  LinePattern(Element[] elements, int required, byte[] start, byte[] middle) {
    this.elements = elements;
    this.required = required;
    this.start = start;
    this.middle = middle;
    this.used = required;
  }

  /** Tells that the field {@code index}, which the element fills, is wanted. */
  void want(int element, int index) {
    used = Math.max(used, element + 1);
    elements[element].want(index);
  }

  @Override
  public boolean read(byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    if (!Scan.isAt(bytes, from, to, start)) {
      return false;
    }
    int at = from + start.length;
    for (int i = 0; i < required; i++) {
      at = elements[i].read(bytes, at, to, into);
      if (at < 0) {
        return false;
      }
    }
    if (used > required) {
      readOptional(bytes, at, to, into);
    }
    return true;
  }

  private void readOptional(byte[] bytes, int from, int to, Record into) {
    int at = Scan.isAt(bytes, from, to, middle) ? from + middle.length : -1;
    for (int i = required; i < used && at >= 0; i++) {
      at = elements[i].read(bytes, at, to, into);
    }
  }
}
