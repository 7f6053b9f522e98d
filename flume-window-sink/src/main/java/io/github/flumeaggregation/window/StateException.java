package io.github.flumeaggregation.window;

/**
 * The durable state cannot be used or written; the message says why and what to do. Nothing has
 * been destroyed.
 */
final class StateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StateException(String message) {
    super(message);
  }

  StateException(String message, Throwable cause) {
    super(message, cause);
  }
}
