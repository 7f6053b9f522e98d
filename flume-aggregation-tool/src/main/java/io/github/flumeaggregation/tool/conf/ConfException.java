package io.github.flumeaggregation.tool.conf;

/** A configuration cannot be read at all; the message says why. */
public final class ConfException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfException(String message) {
    super(message);
  }
}
