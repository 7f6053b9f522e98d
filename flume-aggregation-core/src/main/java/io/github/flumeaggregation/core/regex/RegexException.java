package io.github.flumeaggregation.core.regex;

/** A text is no regular expression, or uses something that cannot be matched in linear time. */
public final class RegexException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** A fault at index {@code at} of {@code pattern}; the message counts from 1. */
  RegexException(String pattern, int at, String fault) {
    super("character " + (at + 1) + " of the pattern '" + pattern + "': " + fault);
  }
}
