package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Encoding;
import io.github.flumeaggregation.core.record.Record;

/** What is done with the bytes of a line that belong to one variable. */
abstract class Capture {
  /**
   * Stores {@code bytes[from, to)}.
   *
   * @return whether they are sound; if not, the line is not of its format
   */
  abstract boolean store(byte[] bytes, int from, int to, Record into);

  /** Tells that somebody will ask for the field {@code index}; until then it may stay missing. */
  void want(int index) {}

  /** Whether it must be called even if no field of it is wanted. */
  boolean isEssential() {
    return false;
  }

  /** Stores a text as it is. */
  static final class Plain extends Capture {
    private final int field;

    Plain(int field) {
      this.field = field;
    }

    @Override
    boolean store(byte[] bytes, int from, int to, Record into) {
      into.set(field, bytes, from, to);
      return true;
    }
  }

  /** Stores a text that stands there encoded: servers escape fields outside quotes as well. */
  static final class Encoded extends Capture {
    private final int field;
    private final Encoding encoding;

    Encoded(int field, Encoding encoding) {
      this.field = field;
      this.encoding = encoding;
    }

    @Override
    boolean store(byte[] bytes, int from, int to, Record into) {
      into.set(field, bytes, from, to, encoding);
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

  /** Stores a text without the blanks around it. */
  static final class Trimmed extends Capture {
    private final int field;
    private final boolean escaped;

    Trimmed(int field, boolean escaped) {
      this.field = field;
      this.escaped = escaped;
    }

    @Override
    boolean store(byte[] bytes, int from, int to, Record into) {
      int start = from;
      int end = to;
      while (start < end && bytes[start] == ' ') {
        start++;
      }
      while (end > start && bytes[end - 1] == ' ') {
        end--;
      }
      TargetCapture.set(into, field, bytes, start, end, escaped);
      return true;
    }
  }

  /** Stores a host and, if digits follow a colon after it, its port. */
  static final class HostAndPort extends Capture {
    private final int host;
    private final int port;

    HostAndPort(int host, int port) {
      this.host = host;
      this.port = port;
    }

    @Override
    boolean store(byte[] bytes, int from, int to, Record into) {
      int digits = to;
      while (digits > from && bytes[digits - 1] >= '0' && bytes[digits - 1] <= '9') {
        digits--;
      }
      boolean hasPort = digits < to && digits > from + 1 && bytes[digits - 1] == ':';
      into.set(host, bytes, from, hasPort ? digits - 1 : to);
      if (hasPort) {
        into.set(port, bytes, digits, to);
      }
      return true;
    }
  }

  /** Stores a whole number in another unit; a hyphen is a missing one. */
  static final class Scaled extends Capture {
    private final int field;
    private final Shifted shifted;

    Scaled(int field, Shifted shifted) {
      this.field = field;
      this.shifted = shifted;
    }

    @Override
    boolean store(byte[] bytes, int from, int to, Record into) {
      if (bytes[from] != '-') {
        into.set(field, bytes, from, to, shifted);
      }
      return true;
    }
  }

  /** Stores a query without the question mark before it. */
  static final class Query extends Capture {
    private final int field;
    private final boolean escaped;

    Query(int field, boolean escaped) {
      this.field = field;
      this.escaped = escaped;
    }

    @Override
    boolean store(byte[] bytes, int from, int to, Record into) {
      if (from < to && bytes[from] == '?') {
        TargetCapture.set(into, field, bytes, from + 1, to, escaped);
      }
      return true;
    }
  }

  /** Stores the event time, and the text of it. */
  static final class Timestamp extends Capture {
    private final int field;
    private final TimeText time;
    private boolean storesText;

    Timestamp(int field, TimeText time) {
      this.field = field;
      this.time = time;
    }

    @Override
    void want(int index) {
      storesText = true;
    }

    @Override
    boolean isEssential() {
      return true;
    }

    @Override
    boolean store(byte[] bytes, int from, int to, Record into) {
      if (!time.parse(bytes, from, to)) {
        return false;
      }
      into.setTimeMillis(time.millis());
      if (storesText) {
        into.set(field, bytes, from, to);
      }
      return true;
    }
  }
}
