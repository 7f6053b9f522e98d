package io.github.flumeaggregation.core.record;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact decimal number of up to 18 digits before and 18 after the point: what a number in a log
 * line is to us. Never a double, since sums of doubles depend on their order.
 *
 * <p>Held as a whole part and a fraction in units of 10<sup>-18</sup>, both of the number's sign:
 * -1.5 is whole -1, fraction -500,000,000,000,000,000. Most numbers in logs are whole, and for them
 * every operation is one on a {@code long}. Mutable and reused; not safe for several threads.
 */
public final class Decimal implements Comparable<Decimal> {
  /** Largest number of digits on either side of the point. */
  public static final int MAX_DIGITS = 18;

  /** One, in units of {@link #fraction()}. */
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
    Parsed parsed = decimal.parse(Slice.of(text));
    if (parsed != Parsed.OK) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "': allowed is a decimal number with at most 18 digits before and 18 after"
              + " the point");
    }
    return decimal;
  }

  /** The part before the point, with the sign of the number; absolute value below 10^18. */
  public long whole() {
    return whole;
  }

  /** The part after the point in units of 10^-18, with the sign of the number. */
  public long fraction() {
    return fraction;
  }

  /** Makes this the whole number {@code value}, whose absolute value must be below 10^18. */
  public void set(long value) {
    whole = value;
    fraction = 0;
  }

  /**
   * Makes this {@code whole + fraction * 10^-18}, whose signs may differ and whose absolute values
   * must be below 2 * 10^18.
   *
   * @return whether it is in range; if not, this number is unchanged
   */
  boolean setNormalized(long newWhole, long newFraction) {
    long carry = newFraction / ONE;
    long w = newWhole + carry;
    long f = newFraction - carry * ONE;
    if (w > 0 && f < 0) {
      w--;
      f += ONE;
    } else if (w < 0 && f > 0) {
      w++;
      f -= ONE;
    }
    if (w <= -ONE || w >= ONE) {
      return false;
    }
    whole = w;
    fraction = f;
    return true;
  }

  /** Makes this equal to {@code other}. */
  public void set(Decimal other) {
    whole = other.whole;
    fraction = other.fraction;
  }

  /**
   * Reads {@code text}: an optional sign, digits, optionally a point and digits, optionally an
   * exponent. Digits after the 18th after the point are out of range unless they are zeros.
   *
   * @return {@code OK}, or why this number is unchanged
   */
  public Parsed parse(Slice text) {
    return parse(text.array(), text.from(), text.to());
  }

  /** As {@link #parse(Slice)}, for {@code bytes[from, to)}. */
  public Parsed parse(byte[] bytes, int from, int to) {
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
      whole = negative ? -value : value;
      fraction = 0;
      return Parsed.OK;
    }
    return parseGeneral(bytes, digitsFrom, to, negative);
  }

  private Parsed parseGeneral(byte[] bytes, int from, int to, boolean negative) {
    int point = skipDigits(bytes, from, to);
    int end = point < to && bytes[point] == '.' ? skipDigits(bytes, point + 1, to) : point;
    int digits = end - from - (end > point ? 1 : 0);
    int exponent = end == to ? 0 : DecimalText.exponent(bytes, end, to);
    if (digits == 0 || exponent == DecimalText.MALFORMED) {
      return Parsed.MALFORMED;
    }
    // Position of a digit counted from the point: the units digit is 0, the first decimal -1.
    int position = point - from - 1 + exponent;
    long newWhole = 0;
    long newFraction = 0;
    for (int i = from; i < end; i++) {
      if (bytes[i] == '.') {
        continue;
      }
      int digit = bytes[i] - '0';
      if (digit != 0 && (position >= MAX_DIGITS || position < -MAX_DIGITS)) {
        return Parsed.OUT_OF_RANGE;
      }
      if (digit != 0 && position >= 0) {
        newWhole += digit * DecimalText.powerOfTen(position);
      } else if (digit != 0) {
        newFraction += digit * DecimalText.powerOfTen(position + MAX_DIGITS);
      }
      position--;
    }
    whole = negative ? -newWhole : newWhole;
    fraction = negative ? -newFraction : newFraction;
    return Parsed.OK;
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
    BigInteger[] parts =
        value
            .setScale(MAX_DIGITS, java.math.RoundingMode.HALF_EVEN)
            .unscaledValue()
            .divideAndRemainder(BigInteger.valueOf(ONE));
    if (parts[0].bitLength() > 62 || Math.abs(parts[0].longValue()) >= ONE) {
      return false;
    }
    whole = parts[0].longValue();
    fraction = parts[1].longValue();
    return true;
  }

  /** The same number; allocates, so not for the hot path. */
  public BigDecimal toBigDecimal() {
    return BigDecimal.valueOf(whole).add(BigDecimal.valueOf(fraction, MAX_DIGITS));
  }

  @Override
  public int compareTo(Decimal other) {
    int byWhole = Long.compare(whole, other.whole);
    return byWhole != 0 ? byWhole : Long.compare(fraction, other.fraction);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Decimal && compareTo((Decimal) other) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(whole) * 31 + Long.hashCode(fraction);
  }

  /** Plain notation, without trailing zeros. */
  @Override
  public String toString() {
    BigDecimal value = toBigDecimal();
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
