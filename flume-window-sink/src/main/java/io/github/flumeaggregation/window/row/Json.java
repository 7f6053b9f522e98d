package io.github.flumeaggregation.window.row;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Numbers;
import io.github.flumeaggregation.core.record.LosslessText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes one JSON object on one line, as UTF-8, its keys in the order in which they are given. May
 * be used for one object after the other, in the same memory.
 */
public final class Json {
  private static final byte[] HEX = bytes("0123456789abcdef");
  private static final byte[] NULL = bytes("null");
  private static final byte[] TRUE = bytes("true");
  private static final byte[] FALSE = bytes("false");

  /** Numbers of more digits than this are written by {@link BigDecimal} itself. */
  private static final int LONG_DIGITS = 18;

  private byte[] out = new byte[256];
  private int length;
  private boolean first = true;

  /** An object that is empty yet. */
  public Json() {
    restart();
  }

  /** Begins another object. */
  Json restart() {
    length = 0;
    first = true;
    return ascii('{');
  }

  /** Begins in the middle of an object, with what is to be written by {@link #raw}. */
  Json clear() {
    length = 0;
    first = true;
    return this;
  }

  public Json field(String key, String value) {
    return key(key).string(value);
  }

  Json field(String key, long value) {
    return key(key).number(value);
  }

  Json field(String key, boolean value) {
    return key(key).raw(value ? TRUE : FALSE);
  }

  /** A value of a result row: a number, a text or null. */
  Json value(@Nullable Object value) {
    if (value == null) {
      return raw(NULL);
    }
    return value instanceof BigDecimal ? number((BigDecimal) value) : string(value.toString());
  }

  /** Begins an object as the value of {@code key}. */
  public Json begin(String key) {
    key(key).ascii('{');
    first = true;
    return this;
  }

  /** Ends what {@link #begin} began. */
  public Json end() {
    first = false;
    return ascii('}');
  }

  private Json key(String key) {
    if (!first) {
      ascii(',');
    }
    first = false;
    return string(key).ascii(':');
  }

  /** Bytes as they are. */
  Json raw(byte[] bytes) {
    return raw(bytes, 0, bytes.length);
  }

  Json raw(byte[] bytes, int from, int to) {
    ensure(to - from);
    System.arraycopy(bytes, from, out, length, to - from);
    length += to - from;
    return this;
  }

  /** A character of ASCII as it is. */
  Json ascii(char c) {
    ensure(1);
    out[length++] = (byte) c;
    return this;
  }

  /** The text of bytes of any kind, see {@link LosslessText}, as a JSON string. */
  Json string(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isPlain((char) (bytes[i] & 0xff))) {
        return string(LosslessText.of(bytes, from, to));
      }
    }
    return ascii('"').raw(bytes, from, to).ascii('"');
  }

  /** A JSON string; a surrogate without its other half becomes {@code ?}. */
  Json string(String text) {
    ascii('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(c)) {
        ascii(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        utf8(text.substring(i, i + 2));
        i++;
      } else {
        character(c);
      }
    }
    return ascii('"');
  }

  private void character(char c) {
    if (c == '"' || c == '\\') {
      ascii('\\').ascii(c);
    } else if (endsLines(c)) {
      ascii('\\').ascii('u');
      for (int shift = 12; shift >= 0; shift -= 4) {
        ascii((char) HEX[(c >> shift) & 0xf]);
      }
    } else {
      utf8(String.valueOf(c));
    }
  }

  private void utf8(String text) {
    raw(text.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isPlain(char c) {
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
  }

  /**
   * Whether a reader of lines, or a terminal, may take it for more than a character: the control
   * characters, U+0085 among them, and the separators of lines and paragraphs.
   */
  private static boolean endsLines(char c) {
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029;
  }

  /** As {@link Numbers#plain} writes it. */
  private Json number(BigDecimal value) {
    if (value.scale() < 0 || value.scale() > LONG_DIGITS || value.precision() > LONG_DIGITS) {
      return raw(bytes(Numbers.plain(value)));
    }
    if (value.scale() == 0) {
      return number(value.longValue());
    }
    long unscaled = value.scaleByPowerOfTen(value.scale()).longValue();
    int decimals = value.scale();
    while (decimals > 0 && unscaled % 10 == 0) {
      unscaled /= 10;
      decimals--;
    }
    return digits(unscaled, decimals);
  }

  private Json number(long value) {
    return value == Long.MIN_VALUE ? raw(bytes(Long.toString(value))) : digits(value, 0);
  }

  /**
   * Writes a number.
   *
   * @param unscaled any but the smallest long
   * @param decimals how many of its digits are behind the point
   */
  private Json digits(long unscaled, int decimals) {
    if (unscaled < 0) {
      ascii('-');
    }
    long rest = Math.abs(unscaled);
    int count = Math.max(digits(rest), decimals + 1);
    int end = length + count + (decimals > 0 ? 1 : 0);
    ensure(end - length);
    int at = end;
    for (int i = 0; i < count; i++) {
      if (i == decimals && i > 0) {
        out[--at] = '.';
      }
      out[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length = end;
    return this;
  }

  private static int digits(long number) {
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }

  private void ensure(int more) {
    if (out.length - length < more) {
      out = Arrays.copyOf(out, Math.max(length + more, 2 * out.length));
    }
  }

  /** How many bytes have been written. */
  int length() {
    return length;
  }

  /** What has been written. */
  byte[] written() {
    return Arrays.copyOf(out, length);
  }

  /** An array of only the object, as UTF-8. */
  public byte[] toArrayBytes() {
    byte[] object = toBytes();
    return clear().ascii('[').raw(object).ascii(']').written();
  }

  /** The object as UTF-8. */
  byte[] toBytes() {
    return ascii('}').written();
  }

  static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }
}
