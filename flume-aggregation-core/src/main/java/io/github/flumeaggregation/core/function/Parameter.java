package io.github.flumeaggregation.core.function;

/** What may stand at one place between the parentheses of a function. */
public enum Parameter {
  /** Anything that yields a text. */
  TEXT("a text"),
  /** Anything that yields a number. */
  NUMBER("a number"),
  /** A text in double quotes. */
  QUOTED("a \"text\" in double quotes"),
  /** The name of a file with a table, in double quotes. */
  FILE("the \"name\" of a file in double quotes"),
  /** A whole number that stands there as such. */
  WHOLE("a whole number"),
  /** A number that stands there as such. */
  CONSTANT("a plain number"),
  /** Anything that is a condition. */
  CONDITION("a condition"),
  /** Anything that yields a text or a number, or the word {@code null}. */
  VALUE("a text or a number"),
  /** The word {@code time}, for the time of the line. */
  TIME("the word time, which is the time of the line");

  private final String described;

  Parameter(String described) {
    this.described = described;
  }

  /** How messages call it. */
  public String described() {
    return described;
  }
}
