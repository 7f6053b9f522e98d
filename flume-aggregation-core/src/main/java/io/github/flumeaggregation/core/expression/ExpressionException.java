package io.github.flumeaggregation.core.expression;

/** A text of the aggregation language is wrong; the message shows the text and the column. */
public final class ExpressionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * A fault in {@code text}.
   *
   * @param at index of the offending character; the message counts columns from 1
   * @param fault what is wrong and, where one is known, what was probably meant
   */
  ExpressionException(String text, int at, String fault) {
    super("column " + (at + 1) + " of '" + text + "': " + fault);
  }
}
