package io.github.flumeaggregation.simulation;

/**
 * Something that can happen in a world. What it does depends on the world and on {@link
 * World#random} alone, which is this move's own: so it stays what it is when others are left out.
 */
interface Move {
  /** Does it, if it can happen now, and tells it to the story. */
  void happen(World world);
}
