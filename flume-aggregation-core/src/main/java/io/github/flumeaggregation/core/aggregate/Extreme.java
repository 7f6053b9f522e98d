package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Record;
import java.math.BigDecimal;

/** Keeps the smallest or the largest value of a field. Missing values are passed over. */
final class Extreme extends Accumulator {
  /** Stands for "no value yet": its absolute value is larger than any part can be. */
  private static final long NONE = Long.MIN_VALUE;

  private final int field;
  private final boolean largest;

  private Extreme(int field, boolean largest) {
    this.field = field;
    this.largest = largest;
  }

  static Extreme smallest(int field) {
    return new Extreme(field, false);
  }

  static Extreme largest(int field) {
    return new Extreme(field, true);
  }

  @Override
  int longs() {
    return 3;
  }

  @Override
  boolean invertible() {
    return false;
  }

  @Override
  void clear(Cell cell) {
    cell.longs[cell.at] = NONE;
    cell.longs[cell.at + 1] = 0;
    cell.longs[cell.at + 2] = 0;
  }

  @Override
  void add(Record record, Cell cell) {
    Decimal value = record.number(field);
    if (value != null) {
      keep(cell, value.high(), value.whole(), value.fraction());
    }
  }

  @Override
  void merge(Cell cell, Cell part) {
    if (part.longs[part.at] != NONE) {
      keep(cell, part.longs[part.at], part.longs[part.at + 1], part.longs[part.at + 2]);
    }
  }

  private void keep(Cell cell, long high, long whole, long fraction) {
    boolean none = cell.longs[cell.at] == NONE;
    if (none || isLarger(cell, high, whole, fraction) == largest) {
      cell.longs[cell.at] = high;
      cell.longs[cell.at + 1] = whole;
      cell.longs[cell.at + 2] = fraction;
    }
  }

  private static boolean isLarger(Cell cell, long high, long whole, long fraction) {
    long oldHigh = cell.longs[cell.at];
    long oldWhole = cell.longs[cell.at + 1];
    if (high != oldHigh) {
      return high > oldHigh;
    }
    return whole > oldWhole || (whole == oldWhole && fraction > cell.longs[cell.at + 2]);
  }

  static @Nullable BigDecimal value(Cell cell) {
    long high = cell.longs[cell.at];
    long fraction = cell.longs[cell.at + 2];
    if (high == NONE) {
      return null;
    }
    BigDecimal value = BigDecimal.valueOf(cell.longs[cell.at + 1]);
    if (high != 0) {
      value = value.add(BigDecimal.valueOf(high, -Decimal.MAX_DIGITS));
    }
    return fraction == 0 ? value : value.add(BigDecimal.valueOf(fraction, Decimal.MAX_DIGITS));
  }
}
