package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The tokens of a text, one after the other, with the steps that all parsers need. */
final class TokenReader {
  private static final Set<String> KEY_WORDS =
      new HashSet<>(
          Arrays.asList("and", "or", "not", "in", "as", "startsWith", "endsWith", "contains"));

  private final String text;
  private final List<Token> tokens;
  private int next;

  TokenReader(String text) {
    this.text = text;
    this.tokens = Lexer.tokens(text);
  }

  /** The next token, which stays the next. */
  Token peek() {
    return tokens.get(next);
  }

  /** Takes the next token. */
  Token take() {
    Token token = peek();
    if (token.kind != Token.Kind.END) {
      next++;
    }
    return token;
  }

  /** Takes the next token if it is the sign or key word {@code value}. */
  boolean takeIf(String value) {
    boolean there = peek().is(value);
    if (there) {
      next++;
    }
    return there;
  }

  /** Takes the sign or key word {@code value}, which must be next. */
  void expect(String value) {
    if (!takeIf(value)) {
      throw fault(peek(), "expected '" + value + "', found " + peek().described());
    }
  }

  /** Fails unless all tokens are taken; {@code expected} says what else could stand here. */
  void expectEnd(String expected) {
    if (peek().kind != Token.Kind.END) {
      throw fault(peek(), "expected " + expected + " or the end, found " + peek().described());
    }
  }

  /** Takes a name; {@code what} says what it should name. */
  Token takeName(String what) {
    Token token = peek();
    boolean plain = token.kind == Token.Kind.NAME && !KEY_WORDS.contains(token.value);
    if (!plain && token.kind != Token.Kind.QUOTED_NAME) {
      throw fault(token, "expected " + what + ", found " + token.described());
    }
    return take();
  }

  /** Takes an opening parenthesis and all up to the one that closes it. */
  void skipParentheses() {
    int open = 0;
    do {
      Token token = take();
      if (token.kind == Token.Kind.END) {
        throw fault(token, "expected ')', found the end");
      }
      open += token.is("(") ? 1 : token.is(")") ? -1 : 0;
    } while (open > 0);
  }

  /** The index of the field that {@code name} names. */
  int resolve(Token name, Fields fields) {
    return resolve(name, name.value, fields);
  }

  /** The index of the field {@code fieldName}, written from the token {@code at} on. */
  int resolve(Token at, String fieldName, Fields fields) {
    try {
      return fields.index(fieldName);
    } catch (UnknownFieldException e) {
      throw fault(at, String.valueOf(e.getMessage()));
    }
  }

  /** Goes back, or forth, to a position that {@link #mark} gave. */
  void goTo(int mark) {
    next = mark;
  }

  /** A position for {@link #sourceSince}. */
  int mark() {
    return next;
  }

  /**
   * The tokens taken since {@code mark} as written, but with single blanks: none inside parentheses
   * and before commas, so that differently spaced texts give the same.
   */
  String sourceSince(int mark) {
    StringBuilder source = new StringBuilder();
    for (int i = mark; i < next; i++) {
      Token token = tokens.get(i);
      if (i > mark && spaced(tokens.get(i - 1), token)) {
        source.append(' ');
      }
      source.append(token.source);
    }
    return source.toString();
  }

  private static boolean spaced(Token left, Token right) {
    boolean call =
        right.is("(")
            && (left.kind == Token.Kind.NAME || left.kind == Token.Kind.QUOTED_NAME)
            && !KEY_WORDS.contains(left.value);
    return !(left.is("(") || right.is(")") || right.is(",") || call);
  }

  /** What is wrong, at {@code token}. */
  ExpressionException fault(Token token, String fault) {
    return new ExpressionException(text, token.at, fault);
  }
}
