package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Scan;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A line as a sequence of literals and variables, read in one pass over its bytes.
 *
 * <p>Each value ends where the literal after it stands first, so there is no going back: time is
 * linear in the line's length (times that of a literal). Reading stops after the last element that
 * is required or wanted; whether a line is of the format never depends on what is wanted. What does
 * not fit is read again by {@link LooseLine}. Not safe for several threads.
 */
final class LinePattern implements FieldReader {
  private final Element[] elements;
  private final int required;
  private final byte[] start;
  private final byte[] middle;
  private final LooseLine loose;
  private int used;

  /**
   * A line of {@code elements}, the first {@code required} of which must be sound; {@code middle}
   * is what stands before the others.
   */
  LinePattern(Element[] elements, int required, byte[] middle, LooseLine loose) {
    this.elements = elements;
    this.required = required;
    this.start = loose.start();
    this.middle = middle;
    this.loose = loose;
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
      return loose.read(bytes, from, to, required, used, into);
    }
    int at = from + start.length;
    for (int i = 0; i < required; i++) {
      at = elements[i].read(bytes, at, to, into);
      if (at < 0) {
        return loose.read(bytes, from, to, required, used, into);
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

  @Override
  public Mismatch explain(
      byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    if (!Scan.isAt(bytes, from, to, start)) {
      String expected = "'" + new String(start, StandardCharsets.UTF_8) + "'";
      return Mismatch.of(expected, bytes, from, to, from);
    }
    int at = from + start.length;
    for (int i = 0; i < required; i++) {
      int next = elements[i].read(bytes, at, to, into);
      if (next < 0) {
        return Mismatch.of(elements[i].expected(), bytes, from, to, at);
      }
      at = next;
    }
    return Mismatch.of("the line", bytes, from, to, to);
  }
}
