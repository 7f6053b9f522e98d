package io.github.flumeaggregation.core.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a text of the aggregation language into tokens. */
final class Lexer {
  /** More tokens are refused, so that no chain of operators can exhaust the stack. */
  private static final int MAX_TOKENS = 4_000;

  /** Longer signs first, since the first that fits is taken. */
  private static final List<String> SIGNS =
      Arrays.asList("==", "!=", "<=", ">=", "=~", "<", ">", "+", "-", "*", "/", "(", ")", ",");

  /** What people write from habit, and what it is called here. */
  private static final String[][] HABITS = {
    {"&&", "and"}, {"||", "or"}, {"=", "=="}, {"!", "not"}, {"'", "\""}, {"~", "=~"}
  };

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  /** The tokens of {@code text}, the last of which is {@code END}. */
  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    while (lexer.skipBlanks()) {
      lexer.readToken();
      if (lexer.tokens.size() > MAX_TOKENS) {
        throw new ExpressionException(
            text, lexer.at, "too long: allowed are " + MAX_TOKENS + " words and signs");
      }
    }
    lexer.tokens.add(new Token(Token.Kind.END, "", "", text.length()));
    return lexer.tokens;
  }

  private boolean skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length();
  }

  private void readToken() {
    char c = text.charAt(at);
    if (c == '"') {
      readQuoted(Token.Kind.STRING);
    } else if (c == '`') {
      readQuoted(Token.Kind.QUOTED_NAME);
    } else if (isDigit(c)) {
      readNumber();
    } else if (isNameStart(c)) {
      readName();
    } else {
      readSign();
    }
  }

  private void readQuoted(Token.Kind kind) {
    int start = at;
    char quote = text.charAt(at++);
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      value.append(text.charAt(at) == '\\' ? readEscape(start, quote) : text.charAt(at++));
    }
    if (at == text.length()) {
      throw new ExpressionException(text, start, "the closing " + quote + " is missing");
    }
    at++;
    if (kind == Token.Kind.QUOTED_NAME && value.length() == 0) {
      throw new ExpressionException(text, start, "a name stands between backquotes");
    }
    add(kind, value.toString(), start);
  }

  /**
   * A backslash keeps its meaning for the pattern that may follow {@code =~}: only the quote, the
   * backslash itself and the usual control characters are escapes.
   */
  private String readEscape(int start, char quote) {
    if (at + 1 == text.length()) {
      throw new ExpressionException(text, start, "the closing " + quote + " is missing");
    }
    char c = text.charAt(at + 1);
    at += 2;
    if (c == quote || c == '\\') {
      return String.valueOf(c);
    }
    int control = "tnr".indexOf(c);
    return control >= 0 ? "\t\n\r".substring(control, control + 1) : "\\" + c;
  }

  private void readNumber() {
    int start = at;
    skipDigits();
    if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
      at++;
      skipDigits();
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int exponent = at + 1;
      if (exponent < text.length() && "+-".indexOf(text.charAt(exponent)) >= 0) {
        exponent++;
      }
      if (exponent < text.length() && isDigit(text.charAt(exponent))) {
        at = exponent;
        skipDigits();
      }
    }
    if (at < text.length() && isNamePart(text.charAt(at))) {
      throw new ExpressionException(
          text, start, "a number has no unit and a name does not begin with a digit");
    }
    add(Token.Kind.NUMBER, text.substring(start, at), start);
  }

  private void skipDigits() {
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
  }

  private void readName() {
    int start = at;
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
    add(Token.Kind.NAME, text.substring(start, at), start);
  }

  private void readSign() {
    for (String sign : SIGNS) {
      if (text.startsWith(sign, at)) {
        at += sign.length();
        add(Token.Kind.SIGN, sign, at - sign.length());
        return;
      }
    }
    for (String[] habit : HABITS) {
      if (text.startsWith(habit[0], at)) {
        throw new ExpressionException(
            text, at, habit[0] + " means nothing here (did you mean " + habit[1] + " ?)");
      }
    }
    throw new ExpressionException(
        text,
        at,
        "'"
            + text.substring(at, text.offsetByCodePoints(at, 1))
            + "' means nothing here; a name with such characters stands in backquotes");
  }

  private void add(Token.Kind kind, String value, int start) {
    tokens.add(new Token(kind, value, text.substring(start, at), start));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_' || c == '@' || c == '$';
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || isDigit(c) || c == '.';
  }
}
