package io.github.flumeaggregation.core.expression;

/** A word, number, string or sign of the aggregation language, and where it stands. */
final class Token {
  /** What a token is. */
  enum Kind {
    /** A field, function or key word. */
    NAME,
    /** A name in backquotes, so never a key word. */
    QUOTED_NAME,
    /** A decimal number without a sign. */
    NUMBER,
    /** A text in double quotes. */
    STRING,
    /** An operator, a parenthesis or a comma. */
    SIGN,
    /** The end of the text. */
    END
  }

  final Kind kind;

  /** The token's value: a string or quoted name without its quotes and escapes. */
  final String value;

  /** The token as it was written. */
  final String source;

  /** Index of its first character. */
  final int at;

  Token(Kind kind, String value, String source, int at) {
    this.kind = kind;
    this.value = value;
    this.source = source;
    this.at = at;
  }

  /** Whether this is the sign or key word {@code text}. */
  boolean is(String text) {
    return (kind == Kind.SIGN || kind == Kind.NAME) && value.equals(text);
  }

  /** How messages call it. */
  String described() {
    return kind == Kind.END ? "the end" : kind == Kind.STRING ? source : "'" + source + "'";
  }
}
