package io.github.flumeaggregation.window.state;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** Lets Lincheck find out whether two threads at once see what one after the other would. */
final class Linearizability {
  private Linearizability() {}

  /**
   * Fails if they do not.
   *
   * @param operations a class whose methods are the operations
   * @param scenarios how many sets of operations are drawn
   * @param interleavings how many ways each of them goes
   */
  static void check(Class<?> operations, int scenarios, int interleavings) {
    new ModelCheckingOptions()
        .iterations(scenarios)
        .invocationsPerIteration(interleavings)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(2)
        .check(operations);
  }
}
