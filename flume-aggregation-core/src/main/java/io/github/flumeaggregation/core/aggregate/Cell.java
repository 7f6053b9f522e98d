package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;

/**
 * A place in a {@link Cells}: the state of one accumulator of one group. A cursor that is moved
 * rather than made anew; valid until its {@code Cells} grows.
 */
final class Cell {
  private static final long[] NO_LONGS = {};
  private static final Object[] NO_OBJECTS = {};

  long[] longs = NO_LONGS;
  int at;
  private Object[] objects = NO_OBJECTS;
  private int objectAt;

  private int rowAt;
  private int objectRowAt;

  /** Goes to where a row begins. */
  void locate(long[] newLongs, int newRowAt, Object[] newObjects, int newObjectRowAt) {
    // Mostly they are the same; storing a reference costs a collector's barrier.
    if (longs != newLongs) {
      longs = newLongs;
    }
    if (objects != newObjects) {
      objects = newObjects;
    }
    rowAt = newRowAt;
    objectRowAt = newObjectRowAt;
  }

  /** Goes to the state at long {@code offset} and {@code objectOffset} of the row. */
  void select(int offset, int objectOffset) {
    at = rowAt + offset;
    objectAt = objectRowAt + objectOffset;
  }

  /** The object of an accumulator that has one; null in a cleared cell. */
  @Nullable
  Object object() {
    return objects[objectAt];
  }

  @SuppressWarnings("NullAway") // an element may be null, the array may not: NullAway mixes them up
  void setObject(@Nullable Object object) {
    objects[objectAt] = object;
  }
}
