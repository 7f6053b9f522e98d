package io.github.flumeaggregation.core.record;

import java.util.Arrays;

/**
 * Exact arithmetic on {@link Decimal}s without allocation. Products and quotients are rounded
 * half-even to 18 digits after the point. Not safe for use by several threads.
 *
 * <p>The general case works on limbs of nine decimal digits, the lowest first: an operand has six,
 * of which two are after the point, a full product twelve. Each partial product is below
 * 10<sup>18</sup>, so six of them and a carry fit into a {@code long}.
 */
public final class DecimalMath {
  private static final long BASE = 1_000_000_000L;
  private static final int FRACTION_LIMBS = 2;
  private static final int LIMBS = 6;

  private final long[] a = new long[LIMBS];
  private final long[] b = new long[LIMBS];
  private final long[] wide = new long[2 * LIMBS];
  private final long[] remainder = new long[LIMBS + 1];

  /**
   * Makes {@code into} the sum.
   *
   * @return whether it is in range; if not, {@code into} is unchanged
   */
  public boolean add(Decimal left, Decimal right, Decimal into) {
    return into.setNormalized(
        left.high() + right.high(),
        left.whole() + right.whole(),
        left.fraction() + right.fraction());
  }

  /**
   * Makes {@code into} the difference.
   *
   * @return whether it is in range; if not, {@code into} is unchanged
   */
  public boolean subtract(Decimal left, Decimal right, Decimal into) {
    return into.setNormalized(
        left.high() - right.high(),
        left.whole() - right.whole(),
        left.fraction() - right.fraction());
  }

  /**
   * Makes {@code into} the product.
   *
   * @return whether it is in range; if not, {@code into} is unchanged
   */
  public boolean multiply(Decimal left, Decimal right, Decimal into) {
    if (isSmallWhole(left) && isSmallWhole(right)) {
      return into.setNormalized(0, left.whole() * right.whole(), 0);
    }
    split(left, a);
    split(right, b);
    long carry = 0;
    for (int column = 0; column < wide.length; column++) {
      long sum = carry;
      for (int i = Math.max(0, column - LIMBS + 1); i <= Math.min(column, LIMBS - 1); i++) {
        sum += a[i] * b[column - i];
      }
      wide[column] = sum % BASE;
      carry = sum / BASE;
    }
    // The product has 36 digits after the point, four limbs; the lowest two are rounded off.
    long rest = wide[1] * BASE + wide[0];
    int half = Long.compare(rest, Decimal.ONE / 2);
    return store(wide, FRACTION_LIMBS, half, negative(left, right), into);
  }

  /**
   * Makes {@code into} the quotient.
   *
   * @return whether it is in range and the divisor not zero; if not, {@code into} is unchanged
   */
  public boolean divide(Decimal left, Decimal right, Decimal into) {
    if (sign(right) == 0) {
      return false;
    }
    split(left, a);
    split(right, b);
    Arrays.fill(remainder, 0);
    Arrays.fill(wide, 0);
    // The dividend times 10^18, which is two zero limbs below its own.
    for (int limb = LIMBS + FRACTION_LIMBS - 1; limb >= 0; limb--) {
      wide[limb] = nextQuotientLimb(limb >= FRACTION_LIMBS ? a[limb - FRACTION_LIMBS] : 0);
    }
    int half = compareTwiceRemainderWithDivisor();
    return store(wide, 0, half, negative(left, right), into);
  }

  /**
   * Makes {@code into} what is left of a number when a divisor is taken away as often as it fits.
   * It has the sign of the divisor, and so is exact: {@code left - right * floor(left / right)}.
   *
   * @return whether the divisor is not zero; if it is, {@code into} is unchanged
   */
  public boolean remainder(Decimal left, Decimal right, Decimal into) {
    if (sign(right) == 0) {
      return false;
    }
    split(left, a);
    split(right, b);
    Arrays.fill(remainder, 0);
    for (int limb = LIMBS - 1; limb >= 0; limb--) {
      nextQuotientLimb(a[limb]);
    }
    boolean toNext = negative(left, right) && !isZero(remainder);
    for (int i = 0; toNext && i < LIMBS; i++) {
      remainder[i] = b[i] - remainder[i];
    }
    carry(remainder);
    return store(remainder, 0, -1, sign(right) < 0, into);
  }

  private static boolean isZero(long[] limbs) {
    for (long limb : limbs) {
      if (limb != 0) {
        return false;
      }
    }
    return true;
  }

  /** Makes limbs that may be negative into those of the same number that are not. */
  private static void carry(long[] limbs) {
    for (int i = 0; i < LIMBS; i++) {
      limbs[i + 1] += Math.floorDiv(limbs[i], BASE);
      limbs[i] = Math.floorMod(limbs[i], BASE);
    }
  }

  private static boolean isSmallWhole(Decimal value) {
    return value.fraction() == 0 && value.high() == 0 && Math.abs(value.whole()) < BASE;
  }

  private static boolean negative(Decimal left, Decimal right) {
    return sign(left) * sign(right) < 0;
  }

  private static int sign(Decimal value) {
    return Long.signum(
        value.high() != 0 ? value.high() : value.whole() != 0 ? value.whole() : value.fraction());
  }

  private static void split(Decimal value, long[] limbs) {
    splitPart(value.fraction(), limbs, 0);
    splitPart(value.whole(), limbs, FRACTION_LIMBS);
    splitPart(value.high(), limbs, FRACTION_LIMBS + 2);
  }

  private static void splitPart(long part, long[] limbs, int at) {
    limbs[at] = Math.abs(part) % BASE;
    limbs[at + 1] = Math.abs(part) / BASE;
  }

  /**
   * Appends a limb to the remainder and takes out the divisor as often as it fits. The estimate by
   * doubles is off by one at most, since the true value is below 10^9 and a double has 15 digits;
   * the two corrections make it exact.
   */
  private long nextQuotientLimb(long limb) {
    for (int i = LIMBS; i > 0; i--) {
      remainder[i] = remainder[i - 1];
    }
    remainder[0] = limb;
    long quotient = (long) (approximate(remainder) / approximate(b));
    addDivisor(-quotient);
    if (remainder[LIMBS] < 0) {
      addDivisor(1);
      quotient--;
    }
    if (compareRemainderWithDivisor() >= 0) {
      addDivisor(-1);
      quotient++;
    }
    return quotient;
  }

  private static double approximate(long[] limbs) {
    double value = 0;
    for (int i = limbs.length - 1; i >= 0; i--) {
      value = value * BASE + limbs[i];
    }
    return value;
  }

  /** Adds the divisor {@code times} times; only the highest limb may become negative. */
  private void addDivisor(long times) {
    long carry = 0;
    for (int i = 0; i < LIMBS; i++) {
      long sum = remainder[i] + times * b[i] + carry;
      carry = Math.floorDiv(sum, BASE);
      remainder[i] = Math.floorMod(sum, BASE);
    }
    remainder[LIMBS] += carry;
  }

  private int compareRemainderWithDivisor() {
    if (remainder[LIMBS] != 0) {
      return 1;
    }
    for (int i = LIMBS - 1; i >= 0; i--) {
      if (remainder[i] != b[i]) {
        return Long.compare(remainder[i], b[i]);
      }
    }
    return 0;
  }

  private int compareTwiceRemainderWithDivisor() {
    long carry = 0;
    for (int i = 0; i < LIMBS; i++) {
      long doubled = 2 * remainder[i] + carry;
      carry = doubled / BASE;
      remainder[i] = doubled % BASE;
    }
    remainder[LIMBS] = carry;
    return compareRemainderWithDivisor();
  }

  /**
   * Rounds the limbs of an operand from {@code from} on and stores them, if those above are 0.
   *
   * @param half sign of what follows the limbs, compared with one half
   */
  private static boolean store(long[] limbs, int from, int half, boolean negative, Decimal into) {
    for (int i = from + LIMBS; i < limbs.length; i++) {
      if (limbs[i] != 0) {
        return false;
      }
    }
    int sign = negative ? -1 : 1;
    long fraction = limbs[from + 1] * BASE + limbs[from];
    if (half > 0 || (half == 0 && (fraction & 1) != 0)) {
      fraction++;
    }
    return into.setNormalized(
        sign * (limbs[from + 5] * BASE + limbs[from + 4]),
        sign * (limbs[from + 3] * BASE + limbs[from + 2]),
        sign * fraction);
  }
}
