package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;
import io.github.flumeaggregation.core.record.Utf8;

/**
 * Keeps the first or the last value of a field: that of the smallest or largest event time, and
 * among lines of one time the smallest or largest value by its bytes, so that the order of arrival
 * does not matter. Missing values are passed over. A value is cut after {@link #MAX_BYTES}, or
 * before the character that would end beyond.
 */
final class Boundary extends Accumulator {
  /** Longest value kept, in bytes. */
  static final int MAX_BYTES = 1024;

  /** A slice and the head of its array. */
  private static final int OBJECT_BYTES = 40;

  private final int field;
  private final boolean last;

  private Boundary(int field, boolean last) {
    this.field = field;
    this.last = last;
  }

  static Boundary first(int field) {
    return new Boundary(field, false);
  }

  static Boundary last(int field) {
    return new Boundary(field, true);
  }

  @Override
  int longs() {
    return 1;
  }

  @Override
  int objects() {
    return 1;
  }

  @Override
  long objectBytes(Cell cell) {
    Slice value = value(cell);
    return value == null ? 0 : OBJECT_BYTES + value.length();
  }

  @Override
  boolean invertible() {
    return false;
  }

  @Override
  void clear(Cell cell) {
    cell.longs[cell.at] = 0;
    cell.setObject(null);
  }

  @Override
  void add(Record record, Cell cell) {
    Slice value = record.text(field);
    if (value == null) {
      return;
    }
    Slice bounded = value;
    if (value.length() > MAX_BYTES) {
      bounded = new Slice();
      int end = Utf8.cut(value.array(), value.from(), value.to(), MAX_BYTES);
      bounded.set(value.array(), value.from(), end);
    }
    if (replaces(cell, record.timeMillis(), bounded)) {
      keep(cell, record.timeMillis(), bounded.toBytes());
    }
  }

  @Override
  void merge(Cell cell, Cell part) {
    Slice value = value(part);
    if (value != null && replaces(cell, part.longs[part.at], value)) {
      keep(cell, part.longs[part.at], value.toBytes());
    }
  }

  private boolean replaces(Cell cell, long timeMillis, Slice value) {
    Slice kept = value(cell);
    if (kept == null) {
      return true;
    }
    int order = Long.compare(timeMillis, cell.longs[cell.at]);
    if (order == 0) {
      order = value.compareTo(kept);
    }
    return last ? order > 0 : order < 0;
  }

  private static void keep(Cell cell, long timeMillis, byte[] value) {
    Slice kept = new Slice();
    kept.set(value, 0, value.length);
    cell.longs[cell.at] = timeMillis;
    cell.setObject(kept);
  }

  @Override
  void encode(Cell cell, ByteWriter out) {
    Slice value = value(cell);
    out.writeByte(value == null ? 0 : 1);
    if (value != null) {
      out.writeSigned(cell.longs[cell.at]);
      out.writeBytes(value.array(), value.from(), value.to());
    }
  }

  @Override
  void decode(ByteReader in, Cell cell) {
    if (in.readByte() == 1) {
      keep(cell, in.readSigned(), in.readBytes());
    }
  }

  static @Nullable Slice value(Cell cell) {
    return (Slice) cell.object();
  }
}
