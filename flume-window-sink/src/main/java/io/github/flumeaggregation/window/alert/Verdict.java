package io.github.flumeaggregation.window.alert;

/** What the row of one window says of an alert. */
enum Verdict {
  /** The alert does not hold, or what ends it holds. */
  OVER(0),
  /** Neither what begins the alert holds nor what ends it. */
  BETWEEN(1),
  /** What begins the alert holds. */
  HOLDS(2);

  /** What is written to disk. */
  final int code;

  Verdict(int code) {
    this.code = code;
  }

  /** The verdict with this code. */
  static Verdict of(int code) {
    return code == OVER.code ? OVER : code == BETWEEN.code ? BETWEEN : HOLDS;
  }
}
