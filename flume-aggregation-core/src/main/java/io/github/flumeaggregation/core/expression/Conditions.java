package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.regex.Regex;
import java.util.ArrayList;
import java.util.List;

/** Compiles the conditions of the aggregation language. */
public final class Conditions {
  private Conditions() {}

  /**
   * Compiles a condition such as {@code status >= 500 and path startsWith "/api/"}.
   *
   * <p>From weakest to strongest: {@code or}; {@code and}; {@code not}; {@code == != < <= > >= =~},
   * {@code in (.., ..)}, {@code is missing}, {@code startsWith}, {@code contains}; {@code + -};
   * {@code * /}; unary {@code -}. A field is written by name, in backquotes if the name has unusual
   * characters; a text stands in double quotes. What follows {@code =~} is a pattern in double
   * quotes, {@link Regex#compile} says which; it may occur anywhere in the text. Texts are compared
   * by the order of their UTF-8 bytes.
   *
   * <p>There are two truth values. Only {@code is missing}, for which {@code == null} may stand,
   * holds for something missing. Every comparison with it is false, {@code !=} and {@code in}
   * included; so {@code not (status == 200)} holds for a line without a status, {@code status !=
   * 200} does not. A field that is compared with a number and holds none is missing. Arithmetic is
   * exact; a product or quotient is rounded half-even to 18 digits after the point; a result out of
   * range, a quotient by zero and whatever is computed from something missing are missing. Two
   * fields of which nothing is known are compared as numbers if both are numbers, as texts
   * otherwise.
   *
   * @param fields resolves the names
   * @throws ExpressionException if the text is no condition; the message shows it, the column of
   *     the fault and, where one is near, a suggestion
   */
  public static Condition compile(String text, Fields fields) {
    ConditionParser parser = new ConditionParser(new TokenReader(text), fields);
    return parser.parseWhole();
  }

  /**
   * What is suspicious about the patterns in a text that compiles (a condition, or a list of what
   * to compute): that a properties file may have eaten their backslashes.
   */
  public static List<String> suspicions(String text) {
    List<String> suspicions = new ArrayList<>();
    List<Token> tokens = Lexer.tokens(text);
    for (int i = 1; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean pattern = tokens.get(i - 1).is("=~") || isSecondArgument(tokens, i, "replace");
      boolean isText = token.kind == Token.Kind.STRING;
      @Nullable String suspicion = pattern && isText ? Regex.suspicion(token.value) : null;
      if (suspicion != null) {
        suspicions.add("column " + (token.at + 1) + ": " + suspicion);
      }
    }
    return suspicions;
  }

  /** Whether the token begins the second argument of a call of {@code function}. */
  static boolean isSecondArgument(List<Token> tokens, int index, String function) {
    if (!tokens.get(index - 1).is(",")) {
      return false;
    }
    int open = 0;
    for (int i = index - 2; i > 0; i--) {
      Token token = tokens.get(i);
      if (open == 0 && token.is(",")) {
        return false;
      }
      if (open == 0 && token.is("(")) {
        return tokens.get(i - 1).is(function);
      }
      open += token.is(")") ? 1 : token.is("(") ? -1 : 0;
    }
    return false;
  }
}
