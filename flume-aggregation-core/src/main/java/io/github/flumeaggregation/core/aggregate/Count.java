package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.expression.Condition;
import io.github.flumeaggregation.core.record.Record;

/** Counts the lines for which a condition holds, or all of them. */
final class Count extends Accumulator {
  private final @Nullable Condition condition;

  Count(@Nullable Condition condition) {
    this.condition = condition;
  }

  /** Counts the lines in which {@code field} is a number. */
  static Count ofNumbers(int field) {
    return new Count(record -> record.number(field) != null);
  }

  @Override
  int longs() {
    return 1;
  }

  @Override
  boolean invertible() {
    return true;
  }

  @Override
  void clear(Cell cell) {
    cell.longs[cell.at] = 0;
  }

  @Override
  void add(Record record, Cell cell) {
    if (condition == null || condition.test(record)) {
      cell.longs[cell.at]++;
    }
  }

  @Override
  void merge(Cell cell, Cell part) {
    cell.longs[cell.at] += part.longs[part.at];
  }

  @Override
  void subtract(Cell cell, Cell part) {
    cell.longs[cell.at] -= part.longs[part.at];
  }

  static long value(Cell cell) {
    return cell.longs[cell.at];
  }
}
