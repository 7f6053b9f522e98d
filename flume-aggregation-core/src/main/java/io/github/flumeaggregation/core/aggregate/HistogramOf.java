package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Record;
import java.math.BigDecimal;

/** Keeps the {@link Histogram} of a field, for percentiles. Missing values are passed over. */
final class HistogramOf extends Accumulator {
  private final int field;

  HistogramOf(int field) {
    this.field = field;
  }

  @Override
  int longs() {
    return 0;
  }

  @Override
  int objects() {
    return 1;
  }

  @Override
  long objectBytes(Cell cell) {
    Histogram histogram = histogram(cell);
    return histogram == null ? 0 : histogram.bytesHeld();
  }

  @Override
  boolean invertible() {
    return true;
  }

  @Override
  void clear(Cell cell) {
    cell.setObject(null);
  }

  @Override
  void add(Record record, Cell cell) {
    Decimal value = record.number(field);
    if (value != null) {
      made(cell).add(HistogramBuckets.bucket(value), 1);
    }
  }

  @Override
  void merge(Cell cell, Cell part) {
    Histogram histogram = histogram(part);
    if (histogram != null) {
      made(cell).addAll(histogram, 1);
    }
  }

  @Override
  void subtract(Cell cell, Cell part) {
    Histogram histogram = histogram(part);
    if (histogram != null) {
      made(cell).addAll(histogram, -1);
    }
  }

  @Override
  void encode(Cell cell, ByteWriter out) {
    Histogram histogram = histogram(cell);
    (histogram == null ? new Histogram() : histogram).encode(out);
  }

  @Override
  void decode(ByteReader in, Cell cell) {
    cell.setObject(Histogram.decode(in));
  }

  private static Histogram made(Cell cell) {
    Histogram histogram = histogram(cell);
    if (histogram == null) {
      histogram = new Histogram();
      cell.setObject(histogram);
    }
    return histogram;
  }

  private static @Nullable Histogram histogram(Cell cell) {
    return (Histogram) cell.object();
  }

  static @Nullable BigDecimal percentile(Cell cell, BigDecimal percent) {
    Histogram histogram = histogram(cell);
    return histogram == null ? null : histogram.percentile(percent);
  }

  /** As {@link #percentile}, for a state that is asked again and again. */
  static @Nullable BigDecimal percentileAgain(Cell cell, BigDecimal percent) {
    Histogram histogram = histogram(cell);
    return histogram == null ? null : histogram.percentileAgain(percent);
  }
}
