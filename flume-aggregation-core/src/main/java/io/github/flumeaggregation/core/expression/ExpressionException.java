package io.github.flumeaggregation.core.expression;

/** A text of the aggregation language is wrong; the message shows the text and the column. */
public final class ExpressionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_EXCERPT = 400;

  /**
   * A fault in {@code text}.
   *
   * @param at index of the offending character; the message counts columns from 1
   * @param fault what is wrong and, where one is known, what was probably meant
   */
  ExpressionException(String text, int at, String fault) {
    super("column " + (at + 1) + " of '" + excerpt(text, at) + "': " + fault);
  }

  /** The text, or of a very long one what surrounds the fault. */
  private static String excerpt(String text, int at) {
    int from = Math.max(0, at - LONGEST_EXCERPT / 2);
    int to = Math.min(text.length(), at + LONGEST_EXCERPT / 2);
    return text.length() <= LONGEST_EXCERPT
        ? text
        : (from == 0 ? "" : "...") + text.substring(from, to) + (to == text.length() ? "" : "...");
  }
}
