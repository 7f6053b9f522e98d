package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;

/**
 * A place in a {@link Cells}: the state of one accumulator of one group. A cursor that is moved
 * rather than made anew; valid until its {@code Cells} grows.
 */
final class Cell {
  private static final Object[] NO_OBJECTS = {};

  long[] longs = {};
  int at;
  private Object[] objects = NO_OBJECTS;
  private int objectAt;

  void locateObject(Object[] newObjects, int newObjectAt) {
    if (objects != newObjects) {
      objects = newObjects; // see Cells.locate
    }
    objectAt = newObjectAt;
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
