package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;

/** Counts the distinct texts of a field by {@link DistinctSketch}. Missing values do not count. */
final class Distinct extends Accumulator {
  private final int field;

  Distinct(int field) {
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
    DistinctSketch sketch = sketch(cell);
    return sketch == null ? 0 : sketch.bytesHeld();
  }

  @Override
  boolean invertible() {
    return false;
  }

  @Override
  void clear(Cell cell) {
    cell.setObject(null);
  }

  @Override
  void add(Record record, Cell cell) {
    Slice value = record.text(field);
    if (value != null) {
      made(cell).add(value.hash64());
    }
  }

  @Override
  void merge(Cell cell, Cell part) {
    DistinctSketch sketch = sketch(part);
    if (sketch != null) {
      made(cell).addAll(sketch);
    }
  }

  @Override
  void encode(Cell cell, ByteWriter out) {
    DistinctSketch sketch = sketch(cell);
    (sketch == null ? new DistinctSketch() : sketch).encode(out);
  }

  @Override
  void decode(ByteReader in, Cell cell) {
    cell.setObject(DistinctSketch.decode(in));
  }

  private static DistinctSketch made(Cell cell) {
    DistinctSketch sketch = sketch(cell);
    if (sketch == null) {
      sketch = new DistinctSketch();
      cell.setObject(sketch);
    }
    return sketch;
  }

  private static @Nullable DistinctSketch sketch(Cell cell) {
    return (DistinctSketch) cell.object();
  }

  static long value(Cell cell) {
    DistinctSketch sketch = sketch(cell);
    return sketch == null ? 0 : sketch.estimate();
  }
}
