package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.record.Decimal;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Adds up the squares of a field exactly. With a value's whole part w and fraction f in units of
 * 10<sup>-18</sup>, its square is w² + 2wf·10<sup>-18</sup> + f²·10<sup>-36</sup>; the sums of w²,
 * wf and f² are kept apart, each in 192 bits: enough for 10<sup>17</sup> values below
 * 10<sup>20</sup>, and for 2<sup>63</sup> below 10<sup>18</sup>.
 */
final class SumOfSquares extends ExactSum {
  private static final int LIMBS = 3;
  private static final int WHOLE = 0;
  private static final int MIXED = LIMBS;
  private static final int FRACTION = 2 * LIMBS;

  SumOfSquares(int field) {
    super(field);
  }

  @Override
  int longs() {
    return 3 * LIMBS;
  }

  @Override
  void add(Decimal value, Cell cell) {
    long whole = value.whole();
    long fraction = value.fraction();
    if (value.high() != 0) {
      addLarge(cell, value);
      return;
    }
    Limbs.addProduct(cell.longs, cell.at + WHOLE, LIMBS, whole, whole);
    if (fraction != 0) {
      Limbs.addProduct(cell.longs, cell.at + MIXED, LIMBS, whole, fraction);
      Limbs.addProduct(cell.longs, cell.at + FRACTION, LIMBS, fraction, fraction);
    }
  }

  /** A whole part that fits into no long is rare: it may cost garbage. */
  private static void addLarge(Cell cell, Decimal value) {
    BigInteger whole = value.toBigDecimal().toBigInteger();
    BigInteger fraction = BigInteger.valueOf(value.fraction());
    Limbs.add(cell.longs, cell.at + WHOLE, LIMBS, whole.multiply(whole));
    Limbs.add(cell.longs, cell.at + MIXED, LIMBS, whole.multiply(fraction));
    Limbs.add(cell.longs, cell.at + FRACTION, LIMBS, fraction.multiply(fraction));
  }

  @Override
  void merge(Cell cell, Cell part) {
    for (int offset = 0; offset < longs(); offset += LIMBS) {
      Limbs.add(cell.longs, cell.at + offset, part.longs, part.at + offset, LIMBS);
    }
  }

  @Override
  void subtract(Cell cell, Cell part) {
    for (int offset = 0; offset < longs(); offset += LIMBS) {
      Limbs.subtract(cell.longs, cell.at + offset, part.longs, part.at + offset, LIMBS);
    }
  }

  static BigDecimal value(Cell cell) {
    BigInteger mixed = sum(cell, MIXED).shiftLeft(1);
    return new BigDecimal(sum(cell, WHOLE))
        .add(new BigDecimal(mixed, Decimal.MAX_DIGITS))
        .add(new BigDecimal(sum(cell, FRACTION), 2 * Decimal.MAX_DIGITS));
  }

  private static BigInteger sum(Cell cell, int offset) {
    return Limbs.toBigInteger(cell.longs, cell.at + offset, LIMBS);
  }
}
