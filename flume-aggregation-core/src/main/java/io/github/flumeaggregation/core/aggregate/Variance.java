package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Variance and standard deviation from the exact number, sum and sum of squares of the values:
 * (n·Σx² − (Σx)²) / (n·(n − d)), where d is 1 for a sample, as in SQL, and 0 for a population.
 * Nothing cancels, since everything before the division is exact.
 */
final class Variance {
  /** Digits to which a root is computed before it is rounded. */
  private static final int ROOT_DIGITS = 40;

  /** Whole numbers of so many bits are exact in a double. */
  private static final int DOUBLE_BITS = 52;

  /** More bits of the root of such a number that a double has. */
  private static final int ROOT_FRACTION_BITS = 24;

  private final StateRef count;
  private final StateRef sum;
  private final StateRef squares;
  private final int degreesLost;

  Variance(StateRef count, StateRef sum, StateRef squares, int degreesLost) {
    this.count = count;
    this.sum = sum;
    this.squares = squares;
    this.degreesLost = degreesLost;
  }

  /** The variance; null if there are too few values. */
  @Nullable
  BigDecimal of(GroupView group) {
    long n = group.count(count);
    return n <= degreesLost ? null : numerator(group, n).divide(denominator(n), Numbers.QUOTIENT);
  }

  /** The standard deviation; null if there are too few values. */
  @Nullable
  BigDecimal deviationOf(GroupView group) {
    long n = group.count(count);
    return n <= degreesLost ? null : rootOfQuotient(numerator(group, n), denominator(n));
  }

  private BigDecimal numerator(GroupView group, long n) {
    BigDecimal total = Sum.value(group.cell(sum));
    BigDecimal squared = SumOfSquares.value(group.cell(squares));
    return squared.multiply(BigDecimal.valueOf(n)).subtract(total.multiply(total));
  }

  private BigDecimal denominator(long n) {
    return BigDecimal.valueOf(n).multiply(BigDecimal.valueOf(n - degreesLost));
  }

  private static BigDecimal rootOfQuotient(BigDecimal numerator, BigDecimal denominator) {
    if (numerator.signum() == 0) {
      return BigDecimal.ZERO;
    }
    // Scaled by an even power of ten, so that the integer root has ROOT_DIGITS digits or more.
    int magnitude =
        (numerator.precision() - numerator.scale())
            - (denominator.precision() - denominator.scale());
    int rootScale = ROOT_DIGITS - magnitude / 2;
    BigInteger scaled =
        numerator.movePointRight(2 * rootScale).divideToIntegralValue(denominator).toBigInteger();
    return new BigDecimal(root(scaled), rootScale).round(Numbers.QUOTIENT);
  }

  /** The largest integer whose square is not above {@code value}, by Newton's method. */
  private static BigInteger root(BigInteger value) {
    BigInteger guess = rootNotBelow(value);
    while (true) {
      BigInteger next = guess.add(value.divide(guess)).shiftRight(1);
      if (next.compareTo(guess) >= 0) {
        return guess;
      }
      guess = next;
    }
  }

  /** A little above the root: its first 50 bits by floating point, which spares six divisions. */
  private static BigInteger rootNotBelow(BigInteger value) {
    int dropped = Math.max(0, value.bitLength() - DOUBLE_BITS + 1) & ~1;
    double head = value.shiftRight(dropped).doubleValue() + 1;
    long scaled = (long) (Math.sqrt(head) * (1 << ROOT_FRACTION_BITS)) + 1;
    int shift = dropped / 2 - ROOT_FRACTION_BITS;
    BigInteger root = BigInteger.valueOf(scaled);
    return shift >= 0 ? root.shiftLeft(shift) : root.shiftRight(-shift).add(BigInteger.ONE);
  }
}
