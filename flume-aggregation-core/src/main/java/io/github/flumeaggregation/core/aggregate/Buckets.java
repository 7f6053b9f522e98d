package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Record;
import java.util.Arrays;
import java.util.List;

/**
 * Counts the numbers of a field between bounds that the configuration gives. Each number is counted
 * once, at the first bound that it is not above; a column adds up what is before it. Exact, since
 * numbers and bounds are decimals. Costs a binary search for each line, and 8 bytes for each bound.
 */
final class Buckets extends Accumulator {
  private final int field;
  private final Decimal[] bounds;

  Buckets(int field, List<Decimal> bounds) {
    this.field = field;
    this.bounds = bounds.toArray(new Decimal[0]);
  }

  @Override
  int longs() {
    return bounds.length + 1;
  }

  @Override
  boolean invertible() {
    return true;
  }

  @Override
  void clear(Cell cell) {
    Arrays.fill(cell.longs, cell.at, cell.at + longs(), 0);
  }

  @Override
  void add(Record record, Cell cell) {
    Decimal value = record.number(field);
    if (value != null) {
      cell.longs[cell.at + bucket(value)]++;
    }
  }

  /** The first bound that the value is not above; the number of bounds if there is none. */
  private int bucket(Decimal value) {
    int from = 0;
    int to = bounds.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (bounds[middle].compareTo(value) < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  @Override
  void merge(Cell cell, Cell part) {
    for (int i = 0; i <= bounds.length; i++) {
      cell.longs[cell.at + i] += part.longs[part.at + i];
    }
  }

  @Override
  void subtract(Cell cell, Cell part) {
    for (int i = 0; i <= bounds.length; i++) {
      cell.longs[cell.at + i] -= part.longs[part.at + i];
    }
  }

  /** How many numbers are not above the bound at {@code index}. */
  static long upTo(Cell cell, int index) {
    long count = 0;
    for (int i = 0; i <= index; i++) {
      count += cell.longs[cell.at + i];
    }
    return count;
  }
}
