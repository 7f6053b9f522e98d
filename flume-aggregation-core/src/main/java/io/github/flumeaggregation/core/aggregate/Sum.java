package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.record.Decimal;
import java.math.BigDecimal;

/**
 * Adds up a field exactly: the whole parts in 128 bits, the fractions in units of 10<sup>-18</sup>
 * within [0, 1) of one more {@code long}, carried over. Since the form is unique, the state does
 * not depend on the order of the lines.
 */
final class Sum extends ExactSum {
  private static final int WHOLE_LIMBS = 2;

  Sum(int field) {
    super(field);
  }

  @Override
  int longs() {
    return WHOLE_LIMBS + 1;
  }

  @Override
  void add(Decimal value, Cell cell) {
    addWhole(cell, value.whole());
    if (value.high() != 0) {
      Limbs.addProduct(cell.longs, cell.at, WHOLE_LIMBS, value.high(), Decimal.ONE);
    }
    if (value.fraction() != 0) {
      addFraction(cell, value.fraction());
    }
  }

  @Override
  void merge(Cell cell, Cell part) {
    Limbs.add(cell.longs, cell.at, part.longs, part.at, WHOLE_LIMBS);
    addFraction(cell, part.longs[part.at + WHOLE_LIMBS]);
  }

  @Override
  void subtract(Cell cell, Cell part) {
    Limbs.subtract(cell.longs, cell.at, part.longs, part.at, WHOLE_LIMBS);
    addFraction(cell, -part.longs[part.at + WHOLE_LIMBS]);
  }

  private static void addWhole(Cell cell, long value) {
    Limbs.add(cell.longs, cell.at, WHOLE_LIMBS, value);
  }

  /** Adds a fraction within (-1, 1). */
  private static void addFraction(Cell cell, long fraction) {
    int at = cell.at + WHOLE_LIMBS;
    long sum = cell.longs[at] + fraction;
    if (sum >= Decimal.ONE) {
      sum -= Decimal.ONE;
      addWhole(cell, 1);
    } else if (sum < 0) {
      sum += Decimal.ONE;
      addWhole(cell, -1);
    }
    cell.longs[at] = sum;
  }

  static BigDecimal value(Cell cell) {
    long fraction = cell.longs[cell.at + WHOLE_LIMBS];
    BigDecimal whole = wholeValue(cell);
    return fraction == 0 ? whole : whole.add(fractionValue(fraction));
  }

  /** With the fewest digits: arithmetic on those that fit into a long is several times as fast. */
  private static BigDecimal fractionValue(long fraction) {
    long unscaled = fraction;
    int scale = Decimal.MAX_DIGITS;
    while (unscaled % 10 == 0) {
      unscaled /= 10;
      scale--;
    }
    return BigDecimal.valueOf(unscaled, scale);
  }

  private static BigDecimal wholeValue(Cell cell) {
    long low = cell.longs[cell.at];
    boolean fitsLong = cell.longs[cell.at + 1] == low >> 63;
    return fitsLong
        ? BigDecimal.valueOf(low)
        : new BigDecimal(Limbs.toBigInteger(cell.longs, cell.at, WHOLE_LIMBS));
  }
}
