package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.record.Decimal;
import java.math.BigDecimal;

/**
 * Numbers the buckets of a histogram: a value belongs to the bucket of its first three significant
 * digits, and the bucket stands for them. So a value of up to three digits is exact, and any other
 * is taken for one that is nearer to zero by less than 1%: 12,345 for 12,300, 0.00128 for itself.
 *
 * <p>The edges are decimal and exact, computed in integers; the numbers keep the order of values.
 * Bucket 0 holds zero, positive numbers positive values, negative numbers negative ones.
 */
final class HistogramBuckets {
  /** The largest absolute value of a bucket number. */
  static final int LARGEST = 36 * 900;

  private static final int DIGITS = 3;
  private static final int MANTISSAS = 900;
  private static final int SMALLEST_MANTISSA = 100;
  private static final long[] POWERS = new long[Decimal.MAX_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private HistogramBuckets() {}

  /** The bucket of a value. */
  static int bucket(Decimal value) {
    long whole = Math.abs(value.whole());
    long fraction = Math.abs(value.fraction());
    int magnitude = whole != 0 ? ofWhole(whole, fraction) : ofFraction(fraction);
    return value.whole() < 0 || value.fraction() < 0 ? -magnitude : magnitude;
  }

  private static int ofWhole(long whole, long fraction) {
    int digits = digits(whole);
    long mantissa =
        digits >= DIGITS
            ? whole / POWERS[digits - DIGITS]
            : whole * POWERS[DIGITS - digits]
                + fraction / POWERS[Decimal.MAX_DIGITS - (DIGITS - digits)];
    return number(digits - 1, mantissa);
  }

  private static int ofFraction(long fraction) {
    if (fraction == 0) {
      return 0;
    }
    int digits = digits(fraction);
    long mantissa =
        digits >= DIGITS ? fraction / POWERS[digits - DIGITS] : fraction * POWERS[DIGITS - digits];
    return number(digits - 1 - Decimal.MAX_DIGITS, mantissa);
  }

  /** For a value of {@code d.dd * 10^exponent}, whose digits are the mantissa, 100 to 999. */
  private static int number(int exponent, long mantissa) {
    return 1 + (exponent + Decimal.MAX_DIGITS) * MANTISSAS + (int) mantissa - SMALLEST_MANTISSA;
  }

  /** Number of decimal digits of a value above 0 and below 10^18. */
  private static int digits(long value) {
    // 1233 / 4096 is nearly log10(2): the estimate is right or one too small.
    int estimate = ((Long.SIZE - Long.numberOfLeadingZeros(value)) * 1233) >>> 12;
    return value >= POWERS[estimate] ? estimate + 1 : estimate;
  }

  /** The value that a bucket stands for: that of its edge nearer to zero. */
  static BigDecimal value(int bucket) {
    if (bucket == 0) {
      return BigDecimal.ZERO;
    }
    int magnitude = Math.abs(bucket) - 1;
    int exponent = magnitude / MANTISSAS - Decimal.MAX_DIGITS;
    int mantissa = magnitude % MANTISSAS + SMALLEST_MANTISSA;
    BigDecimal value = BigDecimal.valueOf(mantissa, DIGITS - 1 - exponent);
    return bucket < 0 ? value.negate() : value;
  }
}
