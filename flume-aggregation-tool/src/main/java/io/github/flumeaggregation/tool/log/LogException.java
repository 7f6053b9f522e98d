package io.github.flumeaggregation.tool.log;

/** A log cannot be read; the message says which, and why. */
public final class LogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LogException(String message) {
    super(message);
  }
}
