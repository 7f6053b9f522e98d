package io.github.flumeaggregation.simulation;

import java.util.function.UnaryOperator;

/**
 * Lives from a first seed on, or down if it is negative, until a law is violated: {@code Night
 * FIRST COUNT}.
 */
final class Night {
  private Night() {}

  /** From the command line. */
  public static void main(String[] args) {
    long first = Long.parseLong(args[0]);
    long count = Long.parseLong(args[1]);
    UnaryOperator<String> simulation = CountingLoader.simulation();
    for (long tried = 0; tried < count; tried++) {
      try {
        String unused = simulation.apply(Long.toString(first < 0 ? first - tried : first + tried));
      } catch (AssertionError e) {
        System.out.println("FOUND after " + (tried + 1) + " seeds: " + e.getMessage());
        if (args.length > 2) {
          e.printStackTrace(System.out);
        }
        System.exit(1);
      }
    }
    System.out.println(simulation);
    System.exit(0);
  }
}
