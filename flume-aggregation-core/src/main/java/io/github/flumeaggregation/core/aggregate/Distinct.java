package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;

/** Counts the distinct texts of a field by {@link DistinctSketch}. Missing values do not count. */
final class Distinct extends ObjectAccumulator<DistinctSketch> {
  private final int field;

  Distinct(int field) {
    this.field = field;
  }

  @Override
  DistinctSketch newState() {
    return new DistinctSketch();
  }

  @Override
  long bytesHeld(DistinctSketch sketch) {
    return sketch.bytesHeld();
  }

  @Override
  boolean invertible() {
    return false;
  }

  @Override
  void add(Record record, Cell cell) {
    Slice value = record.text(field);
    if (value != null) {
      madeState(cell).add(value.hash64());
    }
  }

  @Override
  void merge(DistinctSketch sketch, DistinctSketch part) {
    sketch.addAll(part);
  }

  @Override
  void encode(DistinctSketch sketch, ByteWriter out) {
    sketch.encode(out);
  }

  @Override
  DistinctSketch decode(ByteReader in) {
    return DistinctSketch.decode(in);
  }

  static long value(Cell cell) {
    DistinctSketch sketch = (DistinctSketch) cell.object();
    return sketch == null ? 0 : sketch.estimate();
  }
}
