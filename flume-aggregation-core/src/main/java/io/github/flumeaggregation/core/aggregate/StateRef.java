package io.github.flumeaggregation.core.aggregate;

/** Names one accumulator of an {@link Aggregates}: in which layout it is, and at which place. */
final class StateRef {
  final boolean invertible;
  final int index;

  StateRef(boolean invertible, int index) {
    this.invertible = invertible;
    this.index = index;
  }
}
