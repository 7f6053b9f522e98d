package io.github.flumeaggregation.core.aggregate;

/**
 * A place in a {@link Cells}: the state of one accumulator of one group. A cursor that is moved
 * rather than made anew; valid until its {@code Cells} grows.
 */
final class Cell {
  long[] longs = {};
  int at;
}
