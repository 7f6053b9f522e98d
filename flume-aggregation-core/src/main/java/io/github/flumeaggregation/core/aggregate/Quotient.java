package io.github.flumeaggregation.core.aggregate;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Division to 15 significant digits, rounded half to even, with {@code long}s where they are wide
 * enough. The result, its scale included, is that of {@link BigDecimal#divide(BigDecimal,
 * java.math.MathContext)}, which takes several times as long: too long for an average that is
 * stamped on each line.
 */
final class Quotient {
  private static final int DIGITS = Numbers.QUOTIENT.getPrecision();
  private static final int LONG_DIGITS = 18;
  private static final int LONG_BITS = 63;
  private static final long[] POWERS_OF_TEN = powersOfTen();

  private Quotient() {}

  private static long[] powersOfTen() {
    long[] powers = new long[LONG_DIGITS + 1];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }

  /** The quotient by a divisor above 0. */
  static BigDecimal of(BigDecimal dividend, long divisor) {
    BigInteger unscaled = dividend.unscaledValue();
    if (unscaled.bitLength() < LONG_BITS && dividend.scale() >= 0) {
      long magnitude = Math.abs(unscaled.longValue());
      long whole = magnitude / divisor;
      int digits = digits(whole);
      int stepLimit = LONG_DIGITS - digits(divisor);
      if (whole > 0 && digits <= DIGITS && stepLimit > 0) {
        return of(unscaled.longValue(), dividend.scale(), divisor);
      }
    }
    return dividend.divide(BigDecimal.valueOf(divisor), Numbers.QUOTIENT);
  }

  /** Long division, some digits at a time: as many as the rest has room for. */
  private static BigDecimal of(long unscaled, int scale, long divisor) {
    long result = Math.abs(unscaled) / divisor;
    long rest = Math.abs(unscaled) % divisor;
    int missing = DIGITS - digits(result);
    int stepLimit = LONG_DIGITS - digits(divisor);
    int decimals = 0;
    while (rest > 0 && decimals < missing) {
      int step = Math.min(missing - decimals, stepLimit);
      rest *= POWERS_OF_TEN[step];
      result = result * POWERS_OF_TEN[step] + rest / divisor;
      rest %= divisor;
      decimals += step;
    }
    if (rest == 0) {
      while (decimals > 0 && result % 10 == 0) {
        result /= 10;
        decimals--;
      }
    } else if (rest > divisor - rest || (rest == divisor - rest && (result & 1) == 1)) {
      result++;
    }
    return BigDecimal.valueOf(unscaled < 0 ? -result : result, scale + decimals);
  }

  /** Number of decimal digits; 0 for 0. */
  private static int digits(long number) {
    int digits = 0;
    while (digits <= LONG_DIGITS && number >= POWERS_OF_TEN[digits]) {
      digits++;
    }
    return digits;
  }
}
