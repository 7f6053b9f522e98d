package io.github.flumeaggregation.core.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact decimal number of up to 36 digits before and 18 after the point: what a number in a log
 * line is to us, and what is computed of such numbers. Never a double, since sums of doubles depend
 * on their order.
 *
 * <p>Held in three parts of 18 digits, all of the number's sign: -1.5 is whole -1, fraction
 * -500,000,000,000,000,000; what is above the lowest 18 digits before the point is {@link #high()}.
 * Most numbers in logs are whole and shorter than that, and for them every operation is one on a
 * {@code long}. Mutable and reused; not safe for several threads.
 */
public final class Decimal implements Comparable<Decimal> {
  /** Largest number of digits after the point; what follows is rounded half-even. */
  public static final int MAX_DIGITS = 18;

  /** Largest number of digits before the point. */
  public static final int MAX_WHOLE_DIGITS = 36;

  /**
   * Largest number of digits before the point that {@link #parse} takes: enough for every 64-bit
   * integer, signed or not, and few enough for sums and sums of squares to be exact.
   */
  public static final int MAX_READ_DIGITS = 20;

  /** One in units of {@link #fraction()}, and the unit of {@link #high()}. */
  public static final long ONE = 1_000_000_000_000_000_000L;

  /** What came of reading a text as a number. */
  public enum Parsed {
    /** The number was read. */
    OK,
    /** The text is no number. */
    MALFORMED,
    /** A number, but with more digits than fit. */
    OUT_OF_RANGE
  }

  /** What {@link #parseGeneral} notes of the digits that it cuts off, if they are just a half. */
  private static final int HALF = 10;

  /** Which way a number is rounded. */
  public enum Rounding {
    /** To the next smaller one. */
    DOWN,
    /** To the next larger one. */
    UP,
    /** To the nearest one; of two, to the one that is farther from zero. */
    NEAREST
  }

  private long high;
  private long whole;
  private long fraction;

  /** Zero. */
  public Decimal() {}

  /**
   * The number that {@code text} says.
   *
   * @throws IllegalArgumentException if it is no number or out of range
   */
  public static Decimal of(String text) {
    Decimal decimal = new Decimal();
    byte[] bytes = Slice.of(text).toBytes();
    if (decimal.parse(bytes, 0, bytes.length, MAX_WHOLE_DIGITS) != Parsed.OK) {
      throw new IllegalArgumentException(
          "'" + text + "': allowed is a decimal number with at most 36 digits before the point");
    }
    return decimal;
  }

  /** What is above {@link #whole()}, in units of 10^18; 0 unless the number is that large. */
  public long high() {
    return high;
  }

  /** The lowest 18 digits before the point, with the sign of the number. */
  public long whole() {
    return whole;
  }

  /** The part after the point in units of 10^-18, with the sign of the number. */
  public long fraction() {
    return fraction;
  }

  /** Makes this the whole number {@code value}, whose absolute value must be below 10^18. */
  public void set(long value) {
    high = 0;
    whole = value;
    fraction = 0;
  }

  /**
   * Makes this {@code high * 10^18 + whole + fraction * 10^-18}, whose signs may differ and whose
   * absolute values must be below 2 * 10^18.
   *
   * @return whether it is in range; if not, this number is unchanged
   */
  boolean setNormalized(long newHigh, long newWhole, long newFraction) {
    long w = newWhole + newFraction / ONE;
    long f = newFraction % ONE;
    long h = newHigh + w / ONE;
    w %= ONE;
    int sign = h != 0 ? Long.signum(h) : Long.signum(w);
    if (sign * f < 0) {
      f += sign * ONE;
      w -= sign;
    }
    if (sign * w < 0) {
      w += sign * ONE;
      h -= sign;
    }
    if (h <= -ONE || h >= ONE) {
      return false;
    }
    high = h;
    whole = w;
    fraction = f;
    return true;
  }

  /** Makes this equal to {@code other}. */
  public void set(Decimal other) {
    high = other.high;
    whole = other.whole;
    fraction = other.fraction;
  }

  /**
   * Reads {@code text}: an optional sign, digits, optionally a point and digits, optionally an
   * exponent. It is rounded half-even to 18 digits after the point, so that {@code 1e-400} is 0;
   * with more than {@link #MAX_READ_DIGITS} digits before the point it is out of range.
   *
   * @return {@code OK}, or why this number is unchanged
   */
  public Parsed parse(Slice text) {
    return parse(text.array(), text.from(), text.to());
  }

  /** As {@link #parse(Slice)}, for {@code bytes[from, to)}. */
  public Parsed parse(byte[] bytes, int from, int to) {
    return parse(bytes, from, to, MAX_READ_DIGITS);
  }

  private Parsed parse(byte[] bytes, int from, int to, int maxWholeDigits) {
    int at = from;
    boolean negative = at < to && bytes[at] == '-';
    if (negative || (at < to && bytes[at] == '+')) {
      at++;
    }
    int digitsFrom = at;
    long value = 0;
    while (at < to && at - digitsFrom < MAX_DIGITS && isDigit(bytes[at])) {
      value = value * 10 + (bytes[at++] - '0');
    }
    if (at == to && at > digitsFrom) {
      high = 0;
      whole = negative ? -value : value;
      fraction = 0;
      return Parsed.OK;
    }
    return parseGeneral(bytes, digitsFrom, to, negative ? -maxWholeDigits : maxWholeDigits);
  }

  /**
   * @param signedMaxWholeDigits below 0 if the number is
   */
  private Parsed parseGeneral(byte[] bytes, int from, int to, int signedMaxWholeDigits) {
    int point = skipDigits(bytes, from, to);
    int end = point < to && bytes[point] == '.' ? skipDigits(bytes, point + 1, to) : point;
    int digits = end - from - (end > point ? 1 : 0);
    int exponent = end == to ? 0 : DecimalText.exponent(bytes, end, to);
    if (digits == 0 || exponent == DecimalText.MALFORMED) {
      return Parsed.MALFORMED;
    }
    return setDigits(bytes, from, end, point - from - 1 + exponent, signedMaxWholeDigits);
  }

  /**
   * @param firstPosition that of the first digit, counted from the point: the units digit is 0, the
   *     first decimal -1
   */
  private Parsed setDigits(
      byte[] bytes, int from, int end, int firstPosition, int signedMaxWholeDigits) {
    int maxWholeDigits = Math.abs(signedMaxWholeDigits);
    int position = firstPosition;
    long h = 0;
    long w = 0;
    long f = 0;
    int cut = 0; // twice the first digit that is cut off, and 1 if there are others but zeros
    for (int i = from; i < end; i++) {
      int digit = bytes[i] - '0';
      if (bytes[i] == '.') {
        continue;
      }
      if (digit == 0) {
        position--;
        continue;
      }
      if (position >= maxWholeDigits) {
        return Parsed.OUT_OF_RANGE;
      } else if (position >= MAX_DIGITS) {
        h += digit * DecimalText.powerOfTen(position - MAX_DIGITS);
      } else if (position >= 0) {
        w += digit * DecimalText.powerOfTen(position);
      } else if (position >= -MAX_DIGITS) {
        f += digit * DecimalText.powerOfTen(position + MAX_DIGITS);
      } else {
        cut = position == -MAX_DIGITS - 1 ? 2 * digit : cut | 1;
      }
      position--;
    }
    if (cut > HALF || (cut == HALF && (f & 1) != 0)) {
      f++;
    }
    return setRounded(h, w, f, signedMaxWholeDigits);
  }

  /** Rounding may have carried into a digit too many. */
  private Parsed setRounded(long h, long w, long f, int signedMaxWholeDigits) {
    int sign = Integer.signum(signedMaxWholeDigits);
    int maxHighDigits = Math.abs(signedMaxWholeDigits) - MAX_DIGITS;
    boolean overflows = f == ONE && w == ONE - 1 && h + 1 == DecimalText.powerOfTen(maxHighDigits);
    return !overflows && setNormalized(sign * h, sign * w, sign * f)
        ? Parsed.OK
        : Parsed.OUT_OF_RANGE;
  }

  private static int skipDigits(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && isDigit(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /**
   * Makes this the value of {@code value}, rounded half-even to 18 digits after the point.
   *
   * @return whether it is in range; if not, this number is unchanged
   */
  public boolean set(BigDecimal value) {
    if ((long) value.precision() - value.scale() > MAX_WHOLE_DIGITS) {
      return false;
    }
    BigInteger one = BigInteger.valueOf(ONE);
    BigInteger[] parts =
        value.setScale(MAX_DIGITS, RoundingMode.HALF_EVEN).unscaledValue().divideAndRemainder(one);
    BigInteger[] wholes = parts[0].divideAndRemainder(one);
    return setNormalized(wholes[0].longValue(), wholes[1].longValue(), parts[1].longValue());
  }

  /** Makes this {@code other} without its sign. */
  public void setAbsolute(Decimal other) {
    high = Math.abs(other.high);
    whole = Math.abs(other.whole);
    fraction = Math.abs(other.fraction);
  }

  /**
   * Makes this {@code other} with at most {@code decimals} digits after the point, 0 to {@link
   * #MAX_DIGITS}.
   *
   * @return whether it is in range; if not, this number is unchanged
   */
  public boolean setRounded(Decimal other, int decimals, Rounding rounding) {
    long unit = DecimalText.powerOfTen(MAX_DIGITS - decimals);
    long rest = other.fraction % unit;
    long rounded = other.fraction - rest;
    switch (rounding) {
      case DOWN:
        rounded -= rest < 0 ? unit : 0;
        break;
      case UP:
        rounded += rest > 0 ? unit : 0;
        break;
      default:
        // Not twice the rest, which may be too large; a unit of 1 leaves none.
        rounded += Math.abs(rest) >= unit - Math.abs(rest) ? Long.signum(rest) * unit : 0;
    }
    return setNormalized(other.high, other.whole, rounded);
  }

  /** The same number; allocates, so not for the hot path. */
  public BigDecimal toBigDecimal() {
    BigDecimal low = BigDecimal.valueOf(whole).add(BigDecimal.valueOf(fraction, MAX_DIGITS));
    return high == 0 ? low : low.add(BigDecimal.valueOf(high, -MAX_DIGITS));
  }

  @Override
  public int compareTo(Decimal other) {
    if (high != other.high) {
      return Long.compare(high, other.high);
    }
    int byWhole = Long.compare(whole, other.whole);
    return byWhole != 0 ? byWhole : Long.compare(fraction, other.fraction);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Decimal && compareTo((Decimal) other) == 0;
  }

  @Override
  public int hashCode() {
    return (Long.hashCode(high) * 31 + Long.hashCode(whole)) * 31 + Long.hashCode(fraction);
  }

  /** Plain notation, without trailing zeros. */
  @Override
  public String toString() {
    BigDecimal value = toBigDecimal();
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
