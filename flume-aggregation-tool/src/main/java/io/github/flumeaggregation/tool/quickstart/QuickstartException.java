package io.github.flumeaggregation.tool.quickstart;

/** The quickstart cannot go on; the message tells its user why and what to do. */
final class QuickstartException extends Exception {
  private static final long serialVersionUID = 1L;

  QuickstartException(String message) {
    super(message);
  }
}
