package io.github.flumeaggregation.simulation;

import java.util.function.UnaryOperator;

/** Lives one life after the other. */
final class ManyLives {
  private ManyLives() {}

  /**
   * Lives from a first seed on, or down if it is negative: at least one, and says which.
   *
   * @param name what the lives are called in the output
   * @param count how many at most; 0 for any number
   * @param seconds for how long at most
   */
  static void live(
      String name, UnaryOperator<String> simulation, long first, long count, double seconds) {
    System.out.println(name + " from seed " + first + (first < 0 ? " down" : " on"));
    long endNanos = System.nanoTime() + (long) (seconds * 1e9);
    for (long i = 0; i == 0 || (i != count && System.nanoTime() - endNanos < 0); i++) {
      String unused = simulation.apply(Long.toString(first < 0 ? first - i : first + i));
    }
    System.out.println(name + ": " + simulation);
  }
}
