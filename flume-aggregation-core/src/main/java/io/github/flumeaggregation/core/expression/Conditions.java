package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.record.Fields;

/** Compiles the conditions of the aggregation language. */
public final class Conditions {
  private Conditions() {}

  /**
   * Compiles a condition such as {@code status >= 500 and path startsWith "/api/"}.
   *
   * <p>From weakest to strongest: {@code or}; {@code and}; {@code not}; {@code == != < <= > >= =~},
   * {@code in (.., ..)}, {@code startsWith}, {@code contains}; {@code + -}; {@code * /}; unary
   * {@code -}. A field is written by name, in backquotes if the name has unusual characters; a text
   * stands in double quotes. Texts are compared by the order of their UTF-8 bytes.
   *
   * <p>There are two truth values. Every comparison with something missing is false, {@code !=} and
   * {@code in} included; so {@code not (status == 200)} holds for a line without a status, {@code
   * status != 200} does not. A field that is compared with a number and holds none is missing.
   * Arithmetic is exact; a product or quotient is rounded half-even to 18 digits after the point; a
   * result out of range, a quotient by zero and whatever is computed from something missing are
   * missing. Two fields of which nothing is known are compared as numbers if both are numbers, as
   * texts otherwise.
   *
   * @param fields resolves the names
   * @throws ExpressionException if the text is no condition; the message shows it, the column of
   *     the fault and, where one is near, a suggestion
   */
  public static Condition compile(String text, Fields fields) {
    ConditionParser parser = new ConditionParser(new TokenReader(text), fields);
    return parser.parseWhole();
  }
}
