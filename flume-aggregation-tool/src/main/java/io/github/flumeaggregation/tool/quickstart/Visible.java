package io.github.flumeaggregation.tool.quickstart;

/** Text out of a log, made safe for a terminal. */
final class Visible {
  private Visible() {}

  /** At most so many characters; what is cut off, and what moves a cursor, is shown as a sign. */
  static String of(String text, int most) {
    String safe = text.replaceAll("\\p{Cntrl}", "?");
    return safe.length() <= most ? safe : safe.substring(0, most - 1) + "…";
  }
}
