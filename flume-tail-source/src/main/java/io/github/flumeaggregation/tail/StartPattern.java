package io.github.flumeaggregation.tail;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression that the first line of a record matches from its beginning on.
 *
 * <p>java.util.regex backtracks: a careless pattern may take exponential time on a hostile line, or
 * a stack frame for each character. So it sees {@value #MAX_CHARS} bytes of a line at most, one
 * character for each, and its steps are counted: past {@value #MAX_STEPS} the line counts as one
 * that does not match. That takes under a millisecond.
 */
final class StartPattern {
  static final int MAX_CHARS = 256;
  static final int MAX_STEPS = 20_000;

  private final Pattern pattern;

  /**
   * @throws PatternSyntaxException if it is not a regular expression
   */
  StartPattern(String regex) {
    pattern = Pattern.compile(regex);
  }

  /** Whether the line in {@code [from, to)} begins a record. */
  boolean matches(byte[] bytes, int from, int to) {
    try {
      return pattern.matcher(new Line(bytes, from, Math.min(to, from + MAX_CHARS))).lookingAt();
    } catch (TooManyStepsException e) {
      return false;
    }
  }

  private static final class TooManyStepsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyStepsException() {
      super(null, null, false, false);
    }
  }

  /** Bytes as characters of ISO 8859-1, each look at one counted. */
  private static final class Line implements CharSequence {
    private final byte[] bytes;
    private final int from;
    private final int to;
    private int steps;

    Line(byte[] bytes, int from, int to) {
      this.bytes = bytes;
      this.from = from;
      this.to = to;
    }

    @Override
    public int length() {
      return to - from;
    }

    @Override
    public char charAt(int index) {
      if (++steps > MAX_STEPS) {
        throw new TooManyStepsException();
      }
      return (char) (bytes[from + index] & 0xff);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Line(bytes, from + start, from + end);
    }

    @Override
    public String toString() {
      return "a line of " + length() + " bytes";
    }
  }
}
