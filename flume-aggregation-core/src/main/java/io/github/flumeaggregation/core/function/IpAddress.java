package io.github.flumeaggregation.core.function;

import io.github.flumeaggregation.core.record.Slice;

/**
 * An address of IPv4 or IPv6, read from its text without allocation. What IPv6 says of an IPv4
 * address ({@code ::ffff:192.0.2.1}) is that address. Mutable and reused.
 */
public final class IpAddress {
  static final int BITS = 128;

  /** Before the bits of an IPv4 address stand so many that are the same for all. */
  static final int BITS_BEFORE_V4 = 96;

  private static final long V4_MARK = 0xffffL << 32;
  private static final int GROUPS = 8;
  private static final int MOST_DIGITS = 4;
  private static final int NONE = -1;

  private long high;
  private long low;

  private final int[] groups = new int[GROUPS];

  private byte[] bytes = {};
  private int at;
  private int to;

  /** Whether the text is an address; if not, this has no meaning. */
  public boolean parse(Slice text) {
    bytes = text.array();
    at = text.from();
    to = text.to();
    long v4 = readV4();
    if (v4 != NONE) {
      high = 0;
      low = V4_MARK | v4;
      return true;
    }
    at = text.from();
    return readV6();
  }

  /** Reads four numbers up to the end; {@link #NONE} if they are not there. */
  private long readV4() {
    long value = 0;
    for (int i = 0; i < 4; i++) {
      int start = at;
      int number = 0;
      while (at < to && at - start < 3 && bytes[at] >= '0' && bytes[at] <= '9') {
        number = number * 10 + bytes[at++] - '0';
      }
      boolean leadingZero = at - start > 1 && bytes[start] == '0';
      boolean ended = i < 3 ? at < to && bytes[at] == '.' : at == to;
      if (at == start || number > 255 || leadingZero || !ended) {
        return NONE;
      }
      at += i < 3 ? 1 : 0;
      value = value << 8 | number;
    }
    return value;
  }

  private boolean readV6() {
    int count = 0;
    int gap = NONE;
    if (to - at >= 2 && bytes[at] == ':' && bytes[at + 1] == ':') {
      gap = 0;
      at += 2;
    }
    while (at < to) {
      int start = at;
      int group = readGroup();
      if (group == NONE || count == GROUPS) {
        return false;
      }
      if (at < to && bytes[at] == '.') {
        at = start;
        long v4 = count <= GROUPS - 2 ? readV4() : NONE;
        if (v4 == NONE) {
          return false;
        }
        groups[count++] = (int) (v4 >>> 16);
        groups[count++] = (int) v4 & 0xffff;
        break;
      }
      groups[count++] = group;
      if (at == to) {
        break;
      }
      if (bytes[at++] != ':' || at == to) {
        return false;
      }
      if (bytes[at] == ':') {
        if (gap != NONE) {
          return false;
        }
        gap = count;
        at++;
      }
    }
    return place(count, gap);
  }

  /** Reads up to four hexadecimal digits. */
  private int readGroup() {
    int value = 0;
    int start = at;
    while (at < to && at - start < MOST_DIGITS) {
      int digit = Character.digit(bytes[at], 16);
      if (digit < 0) {
        break;
      }
      value = value << 4 | digit;
      at++;
    }
    return at == start ? NONE : value;
  }

  /** Makes the groups to bits, with zeros where the gap is. */
  private boolean place(int count, int gap) {
    if (gap == NONE ? count != GROUPS : count >= GROUPS) {
      return false;
    }
    high = 0;
    low = 0;
    for (int i = 0; i < GROUPS; i++) {
      int behindGap = i - (GROUPS - count);
      int group = gap == NONE || i < gap ? groups[i] : behindGap >= gap ? groups[behindGap] : 0;
      if (i < GROUPS / 2) {
        high = high << 16 | group;
      } else {
        low = low << 16 | group;
      }
    }
    return true;
  }

  /** Whether it is one of IPv4, or means one. */
  public boolean isV4() {
    return high == 0 && low >>> 32 == 0xffff;
  }

  /** Its first 64 bits of 128. */
  public long high() {
    return high;
  }

  /** Its last 64 bits. */
  public long low() {
    return low;
  }

  /** Makes all bits behind the first {@code bits} zero, of 128. */
  void mask(int bits) {
    high &= bits >= 64 ? -1 : bits == 0 ? 0 : -1L << (64 - bits);
    low &= bits >= BITS ? -1 : bits <= 64 ? 0 : -1L << (BITS - bits);
  }

  /** Whether the first {@code bits} are those of another. */
  boolean sharesFirst(int bits, IpAddress other) {
    long highDiffers = high ^ other.high;
    long lowDiffers = low ^ other.low;
    boolean highIsSame = bits == 0 || highDiffers >>> Math.max(0, 64 - bits) == 0;
    boolean lowIsSame = bits <= 64 || lowDiffers >>> (BITS - bits) == 0;
    return highIsSame && lowIsSame;
  }

  /**
   * Writes it as people do: of IPv6, in small letters and with the longest row of zeros left out.
   */
  void write(ResultBuffer out) {
    if (isV4()) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        writeNumber((int) (low >> shift) & 0xff, 10, out);
        if (shift > 0) {
          out.addByte('.');
        }
      }
      return;
    }
    int gap = 0;
    int gapLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int length = zerosFrom(i);
      if (length > gapLength) {
        gap = i;
        gapLength = length;
      }
    }
    writeGroups(gapLength > 1 ? gap : GROUPS, gapLength, out);
  }

  private void writeGroups(int gap, int gapLength, ResultBuffer out) {
    for (int i = 0; i < GROUPS; i++) {
      if (i == gap) {
        out.addByte(':');
        out.addByte(':');
        i += gapLength - 1;
      } else {
        if (i > 0 && i != gap + gapLength) {
          out.addByte(':');
        }
        writeNumber(group(i), 16, out);
      }
    }
  }

  private int group(int index) {
    long half = index < GROUPS / 2 ? high : low;
    return (int) (half >>> (48 - 16 * (index % 4))) & 0xffff;
  }

  private int zerosFrom(int index) {
    int end = index;
    while (end < GROUPS && group(end) == 0) {
      end++;
    }
    return end - index;
  }

  static void writeNumber(int number, int base, ResultBuffer out) {
    if (number >= base) {
      writeNumber(number / base, base, out);
    }
    out.addByte(Character.forDigit(number % base, base));
  }
}
