package io.github.flumeaggregation.window.growth;

import java.util.List;

/** What grows, while all else stays as it is. */
interface Factor {
  /** What the table and the picture say above. */
  String title();

  /** What is on the axis. */
  String name();

  /** The sizes that are measured, in order, the smallest first. */
  double[] sizes();

  /** What is measured at each size. */
  List<String> curves();

  /**
   * Measures at a size.
   *
   * @param rounds of which the least counts
   * @return for each curve, µs
   */
  double[] measure(double size, int rounds);
}
