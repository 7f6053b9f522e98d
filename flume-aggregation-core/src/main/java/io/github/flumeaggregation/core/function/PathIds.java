package io.github.flumeaggregation.core.function;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;
import java.nio.charset.StandardCharsets;

/**
 * A path in which the segments that name one of many are replaced by what they are, so that {@code
 * /user/81/orders} and {@code /user/82/orders} become {@code /user/:id/orders}. An extension stays:
 * {@code /81.json} becomes {@code /:id.json}. What follows {@code ?} or {@code #} stays as it is.
 */
final class PathIds implements Textual {
  private final Textual path;
  private final ResultBuffer buffer = new ResultBuffer();

  PathIds(Textual path) {
    this.path = path;
  }

  @Override
  public @Nullable Slice of(Record record) {
    @Nullable Slice value = path.of(record);
    if (value == null) {
      return null;
    }
    buffer.clear();
    byte[] bytes = value.array();
    int copied = value.from();
    int start = value.from();
    while (start < value.to() && bytes[start] != '?' && bytes[start] != '#') {
      int end = start;
      int digits = 0;
      int kind = SegmentKind.of(bytes[end]);
      while (kind != SegmentKind.END) {
        digits += kind & SegmentKind.DIGIT;
        kind = ++end < value.to() ? SegmentKind.of(bytes[end]) : SegmentKind.END;
      }
      // Most segments are words, of which nothing else need be known.
      int stem = digits == 0 || digits == end - start ? end : stemEnd(bytes, start, end);
      byte @Nullable [] name = digits == 0 ? null : SegmentKind.nameOf(bytes, start, stem);
      if (name != null) {
        buffer.add(bytes, copied, start);
        buffer.add(name);
        copied = stem;
      }
      start = end < value.to() && bytes[end] == '/' ? end + 1 : end;
    }
    buffer.add(bytes, copied, value.to());
    return buffer.result();
  }

  /** The end of the segment without an extension: a point and up to five letters or digits. */
  private static int stemEnd(byte[] bytes, int from, int to) {
    int at = to;
    while (at > from && to - at < 6 && SegmentKind.isLetterOrDigit(bytes[at - 1])) {
      at--;
    }
    boolean isExtension =
        at > from && at < to && bytes[at - 1] == '.' && !SegmentKind.isDigit(bytes[at]);
    return isExtension ? at - 1 : to;
  }

  /** What a segment of a path names. */
  private static final class SegmentKind {
    private static final byte[] ID = name(":id");
    private static final byte[] UUID = name(":uuid");
    private static final byte[] HEX = name(":hex");
    private static final byte[] DATE = name(":date");

    /** The bit of a digit; the bit of a hexadecimal digit is the next. */
    static final int DIGIT = 1;

    /** What ends a segment. */
    static final int END = -1;

    private static final byte[] KINDS = kinds();

    private static final String UUID_FORM = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    private static final String DATE_FORM = "dddd-dd-dd";

    /** Shorter ones are often words or versions. */
    private static final int SHORTEST_HEX = 16;

    private static final int SHORTEST_TOKEN = 20;

    /** What a byte is: the sum of the bits that it has, or {@link #END}. */
    static int of(byte value) {
      return KINDS[value & 0xff];
    }

    private static byte[] kinds() {
      byte[] kinds = new byte[256];
      for (int value = 0; value < 128; value++) {
        kinds[value] = (byte) (isDigit((byte) value) ? 3 : isHex((byte) value) ? 2 : 0);
      }
      kinds['/'] = END;
      kinds['?'] = END;
      kinds['#'] = END;
      return kinds;
    }

    private static byte[] name(String name) {
      return name.getBytes(StandardCharsets.US_ASCII);
    }

    /** The name of what is one of many; null for a segment that stands for itself. */
    static byte @Nullable [] nameOf(byte[] bytes, int from, int to) {
      int length = to - from;
      if (length == 0) {
        return null;
      }
      int digits = 0;
      int hex = 0;
      for (int at = from; at < to; at++) {
        int kind = of(bytes[at]);
        digits += kind & DIGIT;
        hex += kind >> 1;
      }
      if (digits == length) {
        return ID;
      }
      if (digits == 0) {
        return null;
      }
      if (length == DATE_FORM.length() && hasForm(DATE_FORM, bytes, from)) {
        return DATE;
      }
      if (length == UUID_FORM.length() && hasForm(UUID_FORM, bytes, from)) {
        return UUID;
      }
      boolean isLongHex = hex == length && length >= SHORTEST_HEX;
      return isLongHex || isToken(bytes, from, to) ? HEX : null;
    }

    private static boolean hasForm(String form, byte[] bytes, int from) {
      for (int i = 0; i < form.length(); i++) {
        byte value = bytes[from + i];
        char wanted = form.charAt(i);
        if (wanted == 'd' ? !isDigit(value) : wanted == 'x' ? !isHex(value) : value != wanted) {
          return false;
        }
      }
      return true;
    }

    /** Base64 or the like: long, of small and capital letters and digits, hardly a hyphen. */
    private static boolean isToken(byte[] bytes, int from, int to) {
      int small = 0;
      int capital = 0;
      int hyphens = 0;
      for (int at = from; at < to; at++) {
        byte value = bytes[at];
        if (value >= 'a' && value <= 'z') {
          small++;
        } else if (value >= 'A' && value <= 'Z') {
          capital++;
        } else if (value == '-' || value == '_' || value == '=' || value == '+') {
          hyphens++;
        } else if (!isDigit(value)) {
          return false;
        }
      }
      int length = to - from;
      return length >= SHORTEST_TOKEN && small > 0 && capital > 0 && hyphens <= length / 10;
    }

    static boolean isDigit(byte value) {
      return value >= '0' && value <= '9';
    }

    private static boolean isHex(byte value) {
      return isDigit(value) || ((value | 0x20) >= 'a' && (value | 0x20) <= 'f');
    }

    static boolean isLetterOrDigit(byte value) {
      return isDigit(value) || ((value | 0x20) >= 'a' && (value | 0x20) <= 'z');
    }
  }
}
