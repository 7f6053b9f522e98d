package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Record;

/** What is done with the bytes of a line that belong to one field. */
abstract class Capture {
  /**
   * Stores {@code bytes[from, to)}.
   *
   * @return whether they are sound; if not, the line is not of its format
   */
  abstract boolean store(byte[] bytes, int from, int to, Record into);

  /** Tells that somebody will ask for the field {@code index}; until then it may stay missing. */
  void want(int index) {}

  /** Stores a text that may hold escapes: servers escape fields outside quotes as well. */
  static final class Text extends Capture {
    private final int field;

    Text(int field) {
      this.field = field;
    }

    @Override
    boolean store(byte[] bytes, int from, int to, Record into) {
      into.setEscaped(field, bytes, from, to);
      return true;
    }
  }

  /** Stores a number; a hyphen is a missing one, or zero where the server means zero by it. */
  static final class Numeral extends Capture {
    private static final byte[] ZERO = {'0'};

    private final int field;
    private final boolean hyphenIsZero;

    Numeral(int field, boolean hyphenIsZero) {
      this.field = field;
      this.hyphenIsZero = hyphenIsZero;
    }

    @Override
    boolean store(byte[] bytes, int from, int to, Record into) {
      if (to - from != 1 || bytes[from] != '-') {
        into.set(field, bytes, from, to);
      } else if (hyphenIsZero) {
        into.set(field, ZERO, 0, 1);
      }
      return true;
    }
  }

  /** Stores the event time, and the text of it. */
  static final class ClfTimestamp extends Capture {
    private final int field;
    private final ClfTime time = new ClfTime();

    ClfTimestamp(int field) {
      this.field = field;
    }

    @Override
    boolean store(byte[] bytes, int from, int to, Record into) {
      if (!time.parse(bytes, from)) {
        return false;
      }
      into.setTimeMillis(time.millis());
      into.set(field, bytes, from, to);
      return true;
    }
  }
}
