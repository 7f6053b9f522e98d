package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Record;
import java.math.BigDecimal;

/** Keeps the {@link Histogram} of a field, for percentiles. Missing values are passed over. */
final class HistogramOf extends ObjectAccumulator<Histogram> {
  private final int field;

  HistogramOf(int field) {
    this.field = field;
  }

  @Override
  Histogram newState() {
    return new Histogram();
  }

  @Override
  long bytesHeld(Histogram histogram) {
    return histogram.bytesHeld();
  }

  @Override
  boolean invertible() {
    return true;
  }

  @Override
  void add(Record record, Cell cell) {
    Decimal value = record.number(field);
    if (value != null) {
      madeState(cell).add(HistogramBuckets.bucket(value), 1);
    }
  }

  @Override
  void merge(Histogram histogram, Histogram part) {
    histogram.addAll(part, 1);
  }

  @Override
  void subtract(Cell cell, Cell part) {
    Histogram histogram = histogram(part);
    if (histogram != null) {
      madeState(cell).addAll(histogram, -1);
    }
  }

  @Override
  void encode(Histogram histogram, ByteWriter out) {
    histogram.encode(out);
  }

  @Override
  Histogram decode(ByteReader in) {
    return Histogram.decode(in);
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
