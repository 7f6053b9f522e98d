package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.record.Decimal;
import java.math.BigDecimal;

/**
 * Numbers the buckets of a histogram: a value belongs to the bucket of itself rounded to three
 * significant digits, halves away from zero, and the bucket stands for that. So a value of up to
 * three digits is exact, and any other is off by less than 0.5% to either side: 12,345 is taken for
 * 12,300, 0.2009 for 0.201, 0.00128 for itself.
 *
 * <p>The edges are decimal and exact, computed in integers; the numbers keep the order of values.
 * Bucket 0 holds zero, positive numbers positive values, negative numbers negative ones. Values of
 * one and two digits of the smallest fractions, 10<sup>-18</sup> to 99·10<sup>-18</sup>, have the
 * first numbers; after them come 900 for each power of ten, from 10<sup>-16</sup> on.
 */
final class HistogramBuckets {
  /** The largest absolute value of a bucket number. */
  static final int LARGEST = 99 + 36 * 900 + 1;

  private static final int DIGITS = 3;
  private static final int MANTISSAS = 900;
  private static final int SMALLEST_MANTISSA = 100;

  /** The exponent of the smallest value of three digits. */
  private static final int SMALLEST_EXPONENT = DIGITS - 1 - Decimal.MAX_DIGITS;

  private static final long[] POWERS = new long[Decimal.MAX_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private HistogramBuckets() {}

  /** The bucket of a value as {@link Decimal#parse} reads it. */
  static int bucket(Decimal value) {
    long high = Math.abs(value.high());
    long whole = Math.abs(value.whole());
    long fraction = Math.abs(value.fraction());
    int magnitude =
        high != 0
            ? ofHigh(high, whole)
            : whole != 0 ? ofWhole(whole, fraction) : ofFraction(fraction);
    return value.high() < 0 || value.whole() < 0 || value.fraction() < 0 ? -magnitude : magnitude;
  }

  /** Without the last two digits before the point, which are far from those that count. */
  private static int ofHigh(long high, long whole) {
    return ofWhole(high * POWERS[Decimal.MAX_DIGITS - 2] + whole / POWERS[2], 0) + 2 * MANTISSAS;
  }

  private static int ofWhole(long whole, long fraction) {
    int digits = digits(whole);
    if (digits > DIGITS) {
      return number(digits - 1, rounded(whole, POWERS[digits - DIGITS]));
    }
    long scale = POWERS[DIGITS - digits];
    return number(digits - 1, whole * scale + rounded(fraction, Decimal.ONE / scale));
  }

  private static int ofFraction(long fraction) {
    if (fraction < SMALLEST_MANTISSA) {
      return (int) fraction;
    }
    int digits = digits(fraction);
    return number(digits - 1 - Decimal.MAX_DIGITS, rounded(fraction, POWERS[digits - DIGITS]));
  }

  private static long rounded(long value, long unit) {
    return (value + unit / 2) / unit;
  }

  /**
   * For a value of {@code d.dd * 10^exponent}, whose digits are the mantissa, 100 to 999; or 1,000,
   * which gives the number of 100 with the next exponent.
   */
  private static int number(int exponent, long mantissa) {
    return (exponent - SMALLEST_EXPONENT) * MANTISSAS + (int) mantissa;
  }

  /** Number of decimal digits of a value above 0 and below 10^18. */
  private static int digits(long value) {
    // 1233 / 4096 is nearly log10(2): the estimate is right or one too small.
    int estimate = ((Long.SIZE - Long.numberOfLeadingZeros(value)) * 1233) >>> 12;
    return value >= POWERS[estimate] ? estimate + 1 : estimate;
  }

  /** The value that a bucket stands for. */
  static BigDecimal value(int bucket) {
    int magnitude = Math.abs(bucket);
    BigDecimal value;
    if (magnitude < SMALLEST_MANTISSA) {
      value = BigDecimal.valueOf(magnitude, Decimal.MAX_DIGITS);
    } else {
      int exponent = (magnitude - SMALLEST_MANTISSA) / MANTISSAS + SMALLEST_EXPONENT;
      int mantissa = (magnitude - SMALLEST_MANTISSA) % MANTISSAS + SMALLEST_MANTISSA;
      value = BigDecimal.valueOf(mantissa, DIGITS - 1 - exponent);
    }
    return bucket < 0 ? value.negate() : value;
  }
}
