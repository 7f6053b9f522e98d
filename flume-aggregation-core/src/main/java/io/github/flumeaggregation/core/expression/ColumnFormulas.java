package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.function.LineFunction;
import io.github.flumeaggregation.core.function.Numeric;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * Reads the columns of a {@code compute} list that are computed of others, such as {@code errors /
 * count}. They may stand before those, so they are read when all others are known.
 */
final class ColumnFormulas {
  private static final Set<String> OPERATORS =
      new HashSet<>(Arrays.asList("+", "-", "*", "/", "==", "!=", "<", "<=", ">", ">=", "=~"));

  private ColumnFormulas() {}

  /** Whether what is next is an expression over columns, and no function of lines. */
  static boolean startsHere(TokenReader tokens) {
    int mark = tokens.mark();
    Token first = tokens.take();
    boolean isCall = tokens.peek().is("(");
    boolean starts;
    if (first.kind == Token.Kind.NUMBER || first.is("(") || first.is("-")) {
      starts = true;
    } else if (first.kind == Token.Kind.NAME && isCall && LineFunction.named(first.value) != null) {
      starts = true;
    } else if (first.kind == Token.Kind.NAME || first.kind == Token.Kind.QUOTED_NAME) {
      if (isCall) {
        tokens.skipParentheses();
      }
      Token next = tokens.peek();
      starts = next.kind == Token.Kind.SIGN && OPERATORS.contains(next.value);
    } else {
      starts = false;
    }
    tokens.goTo(mark);
    return starts;
  }

  /** Takes such an expression without looking into it; answers how it is written. */
  static String skip(TokenReader tokens) {
    int mark = tokens.mark();
    while (!isEnd(tokens.peek())) {
      if (tokens.peek().is("(")) {
        tokens.skipParentheses();
      } else {
        tokens.take();
      }
    }
    return tokens.sourceSince(mark);
  }

  private static boolean isEnd(Token token) {
    return token.kind == Token.Kind.END || token.is(",") || token.is("as");
  }

  /**
   * Reads the formulas, and puts them into the calls.
   *
   * @param marks where they stand, by the indexes of their calls
   */
  static void read(TokenReader tokens, List<Call> calls, SortedMap<Integer, Integer> marks) {
    BitSet unread = new BitSet();
    marks.keySet().forEach(unread::set);
    marks.forEach(
        (index, mark) -> {
          tokens.goTo(mark);
          Formula formula = parse(tokens, new ColumnFields(calls, unread));
          calls.set(index, calls.get(index).by(formula));
          unread.clear(index);
        });
  }

  private static Formula parse(TokenReader tokens, ColumnFields columns) {
    Token start = tokens.peek();
    Operand operand = new ConditionParser(tokens, columns).parseOperand();
    if (!isEnd(tokens.peek())) {
      tokens.expectEnd("an operator, 'as' or ','");
    }
    Numeric number = operand.number;
    if (number == null) {
      throw tokens.fault(
          start, "a column that is computed of others is a number, not " + operand.described());
    }
    int[] used = columns.used();
    if (used.length == 0) {
      throw tokens.fault(start, "this is the same for all rows; name a column");
    }
    return new Formula(number, used);
  }
}
