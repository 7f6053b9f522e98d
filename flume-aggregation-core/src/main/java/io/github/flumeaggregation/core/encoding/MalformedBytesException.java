package io.github.flumeaggregation.core.encoding;

/** Bytes are not what they should be: damaged, or written by something else. */
public final class MalformedBytesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what was found. */
  public MalformedBytesException(String message) {
    super(message);
  }
}
