package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Record;
import java.util.Arrays;

/**
 * Adds up something of the numbers of a field in integers that are wide enough, so that what leaves
 * may be subtracted. Missing values are passed over.
 */
abstract class ExactSum extends Accumulator {
  private final int field;

  ExactSum(int field) {
    this.field = field;
  }

  /** Adds what is summed up of one value. */
  abstract void add(Decimal value, Cell cell);

  @Override
  final void add(Record record, Cell cell) {
    Decimal value = record.number(field);
    if (value != null) {
      add(value, cell);
    }
  }

  @Override
  final boolean invertible() {
    return true;
  }

  @Override
  final void clear(Cell cell) {
    Arrays.fill(cell.longs, cell.at, cell.at + longs(), 0);
  }
}
