package io.github.flumeaggregation.window.growth;

/** Where numbers lie between two points of a picture: each decade takes the same room. */
final class LogAxis {
  private final double least;
  private final double most;
  private final double from;
  private final double to;

  /**
   * An axis on which the two numbers lie at the two points.
   *
   * @param least above 0, and less than {@code most}
   */
  LogAxis(double least, double most, double from, double to) {
    if (!(least > 0 && least < most)) {
      throw new IllegalArgumentException("no logarithmic axis from " + least + " to " + most);
    }
    this.least = least;
    this.most = most;
    this.from = from;
    this.to = to;
  }

  /** The point of a number above 0. */
  double at(double number) {
    return from + (to - from) * Math.log(number / least) / Math.log(most / least);
  }

  /** The power of ten that is not above a number. */
  static double decadeBelow(double number) {
    return Math.pow(10, Math.floor(Math.log10(number) + 1e-9));
  }

  /** The power of ten that is not below a number. */
  static double decadeAbove(double number) {
    return Math.pow(10, Math.ceil(Math.log10(number) - 1e-9));
  }
}
