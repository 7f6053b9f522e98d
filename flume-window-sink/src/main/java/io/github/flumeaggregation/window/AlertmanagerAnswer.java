package io.github.flumeaggregation.window;

/** What became of alerts that were posted. */
final class AlertmanagerAnswer {
  /** What is to be done next. */
  enum Kind {
    /** Nothing: it has them. */
    ACCEPTED,
    /** The same again, after a while. */
    LATER,
    /** Nothing: it will never take them. */
    REFUSED
  }

  private final Kind kind;
  private final String reason;
  private final long waitMillis;

  private AlertmanagerAnswer(Kind kind, String reason, long waitMillis) {
    this.kind = kind;
    this.reason = reason;
    this.waitMillis = waitMillis;
  }

  static AlertmanagerAnswer accepted() {
    return new AlertmanagerAnswer(Kind.ACCEPTED, "", 0);
  }

  /**
   * To be repeated.
   *
   * @param waitMillis how long to wait at least
   */
  static AlertmanagerAnswer later(String reason, long waitMillis) {
    return new AlertmanagerAnswer(Kind.LATER, reason, waitMillis);
  }

  static AlertmanagerAnswer refused(String reason) {
    return new AlertmanagerAnswer(Kind.REFUSED, reason, 0);
  }

  Kind kind() {
    return kind;
  }

  /** For the log. */
  String reason() {
    return reason;
  }

  long waitMillis() {
    return waitMillis;
  }
}
