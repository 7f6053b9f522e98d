package io.github.flumeaggregation.simulation;

/** Something that must hold, whatever happens; what does not is an {@link AssertionError}. */
interface Law {
  /** After each move. */
  default void onTheWay(World world) {}

  /** When all faults have ended, all lines were delivered, and time has passed. */
  default void inTheEnd(World world) {}
}
