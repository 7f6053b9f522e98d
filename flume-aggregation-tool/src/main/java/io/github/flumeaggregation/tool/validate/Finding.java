package io.github.flumeaggregation.tool.validate;

/** Something that a configuration says and should not, or that is worth a thought. */
public final class Finding {
  /** How bad it is. */
  public enum Severity {
    /** Something does not start, or not do what it says. */
    ERROR,
    /** It works, but there is something to know. */
    ADVICE
  }

  private final Severity severity;
  private final int line;
  private final String text;

  Finding(Severity severity, int line, String text) {
    this.severity = severity;
    this.line = line;
    this.text = text;
  }

  /** How bad it is. */
  public Severity severity() {
    return severity;
  }

  /** The line of the file, counted from 1. */
  public int line() {
    return line;
  }

  /** The key, the value, what is allowed, and the remedy. */
  public String text() {
    return text;
  }
}
