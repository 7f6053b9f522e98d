package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;

/**
 * An accumulator whose state varies in size, and so is one object, made when the first value comes.
 */
abstract class ObjectAccumulator<T> extends Accumulator {
  /** The state of no values. */
  abstract T newState();

  /** About what a state takes in memory. */
  abstract long bytesHeld(T state);

  /** Adds all values of {@code part}, which stays as it is. */
  abstract void merge(T state, T part);

  abstract void encode(T state, ByteWriter out);

  /** The state that {@link #encode(Object, ByteWriter)} wrote. */
  abstract T decode(ByteReader in);

  @Override
  final int longs() {
    return 0;
  }

  @Override
  final int objects() {
    return 1;
  }

  @Override
  final long objectBytes(Cell cell) {
    T state = state(cell);
    return state == null ? 0 : bytesHeld(state);
  }

  @Override
  final void clear(Cell cell) {
    cell.setObject(null);
  }

  @Override
  final void merge(Cell cell, Cell part) {
    T partState = state(part);
    if (partState != null) {
      merge(madeState(cell), partState);
    }
  }

  @Override
  final void encode(Cell cell, ByteWriter out) {
    T state = state(cell);
    encode(state == null ? newState() : state, out);
  }

  @Override
  final void decode(ByteReader in, Cell cell) {
    cell.setObject(decode(in));
  }

  /** The state of a cell, to which something is to be added. */
  final T madeState(Cell cell) {
    T state = state(cell);
    if (state == null) {
      state = newState();
      cell.setObject(state);
    }
    return state;
  }

  /** The state of a cell, or null if no value has come. */
  @SuppressWarnings("unchecked") // nothing else is put into a cell of this accumulator
  final @Nullable T state(Cell cell) {
    return (T) cell.object();
  }
}
