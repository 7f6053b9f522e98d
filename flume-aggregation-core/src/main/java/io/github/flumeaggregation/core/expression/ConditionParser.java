package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.config.Suggestion;
import io.github.flumeaggregation.core.function.LineFunction;
import io.github.flumeaggregation.core.function.Numeric;
import io.github.flumeaggregation.core.function.Textual;
import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.Slice;
import io.github.flumeaggregation.core.regex.Regex;
import io.github.flumeaggregation.core.regex.RegexException;
import io.github.flumeaggregation.core.regex.RegexSearch;
import java.util.ArrayList;
import java.util.List;

/** Recursive descent over the grammar that {@link Conditions#compile} describes. */
final class ConditionParser {
  /** Deeper nesting is refused, so that neither parsing nor evaluating can exhaust the stack. */
  private static final int MAX_DEPTH = 100;

  private final TokenReader tokens;
  private final Fields fields;
  private int depth;

  ConditionParser(TokenReader tokens, Fields fields) {
    this.tokens = tokens;
    this.fields = fields;
  }

  /** A condition that takes the whole text. */
  Condition parseWhole() {
    Condition condition = parse();
    tokens.expectEnd("an operator");
    return condition;
  }

  /** A condition that ends where no operator follows. */
  Condition parse() {
    return condition(parseOr());
  }

  /** An expression that ends where no operator follows: a condition, a number or a text. */
  Operand parseOperand() {
    return parseOr();
  }

  private Operand parseOr() {
    Operand first = parseAnd();
    if (!tokens.peek().is("or")) {
      return first;
    }
    List<Condition> parts = new ArrayList<>();
    parts.add(condition(first));
    while (tokens.takeIf("or")) {
      parts.add(condition(parseAnd()));
    }
    return Operand.condition(first.start, Junction.any(parts));
  }

  private Operand parseAnd() {
    Operand first = parseNot();
    if (!tokens.peek().is("and")) {
      return first;
    }
    List<Condition> parts = new ArrayList<>();
    parts.add(condition(first));
    while (tokens.takeIf("and")) {
      parts.add(condition(parseNot()));
    }
    return Operand.condition(first.start, Junction.all(parts));
  }

  private Operand parseNot() {
    Token start = tokens.peek();
    if (!tokens.takeIf("not")) {
      return parseRelation();
    }
    enter(start);
    Condition negated = condition(parseNot());
    depth--;
    return Operand.condition(start, record -> !negated.test(record));
  }

  private Operand parseRelation() {
    Operand left = parseSum();
    Token operator = tokens.peek();
    Comparison comparison = Comparison.of(operator);
    if (comparison != null) {
      tokens.take();
      Operand right = parseSum();
      return Operand.condition(left.start, compare(left, operator, comparison, right));
    }
    if (tokens.takeIf("is")) {
      boolean negated = tokens.takeIf("not");
      tokens.expect("missing");
      return Operand.condition(left.start, missing(left, operator, negated));
    }
    if (tokens.takeIf("in")) {
      return Operand.condition(left.start, parseIn(left, operator));
    }
    if (tokens.takeIf("startsWith")) {
      return parseTextRelation(left, operator, Slice::startsWith);
    }
    if (tokens.takeIf("endsWith")) {
      return parseTextRelation(left, operator, Slice::endsWith);
    }
    if (tokens.takeIf("contains")) {
      return parseTextRelation(left, operator, Slice::contains);
    }
    if (tokens.takeIf("=~")) {
      return parseMatch(left, operator);
    }
    return left;
  }

  /** The pattern is a constant, so that it is compiled once and its faults are found here. */
  private Operand parseMatch(Operand left, Token operator) {
    Token pattern = tokens.peek();
    if (pattern.kind != Token.Kind.STRING) {
      throw tokens.fault(
          pattern, "expected a pattern in double quotes, found " + pattern.described());
    }
    tokens.take();
    Textual text = text(left, operator);
    RegexSearch search = search(pattern);
    return Operand.condition(
        left.start,
        record -> {
          Slice value = text.of(record);
          return value != null && search.find(value.array(), value.from(), value.to());
        });
  }

  private RegexSearch search(Token pattern) {
    try {
      return Regex.compile(pattern.value).search();
    } catch (RegexException e) {
      throw tokens.fault(pattern, String.valueOf(e.getMessage()));
    }
  }

  private Condition parseIn(Operand left, Token operator) {
    tokens.expect("(");
    List<Condition> parts = new ArrayList<>();
    do {
      parts.add(compare(left, operator, Comparison.EQUAL, parseSum()));
    } while (tokens.takeIf(","));
    tokens.expect(")");
    return Junction.any(parts);
  }

  private Condition compare(Operand left, Token operator, Comparison comparison, Operand right) {
    if (left.isNull() || right.isNull()) {
      return compareWithNull(left.isNull() ? right : left, operator, comparison);
    }
    boolean numbers = left.number != null && right.number != null;
    boolean texts = left.text != null && right.text != null;
    if (numbers && texts) {
      return comparison.ofFields(left.field, right.field);
    }
    if (left.number != null && right.number != null) {
      return comparison.ofNumbers(left.number, right.number);
    }
    if (left.text != null && right.text != null) {
      return comparison.ofTexts(left.text, right.text);
    }
    throw tokens.fault(
        operator,
        operator.described()
            + " cannot compare "
            + left.described()
            + " with "
            + right.described()
            + remedy(left, right)
            + remedy(right, left));
  }

  /** What to write instead of a constant of the wrong kind. */
  private static String remedy(Operand constant, Operand other) {
    Token token = constant.start;
    if (other.number != null && token.kind == Token.Kind.STRING && isNumber(token.value)) {
      return "; write the number without quotes: " + token.value;
    }
    return other.text != null && token.kind == Token.Kind.NUMBER
        ? "; write the text in double quotes: \"" + token.source + "\""
        : "";
  }

  private static boolean isNumber(String text) {
    return new Decimal().parse(Slice.of(text)) == Decimal.Parsed.OK;
  }

  private Condition missing(Operand operand, Token operator, boolean negated) {
    Textual text = operand.text;
    if (text != null) {
      return record -> (text.of(record) == null) != negated;
    }
    Numeric number = number(operand, operator);
    return record -> (number.of(record) == null) != negated;
  }

  /** {@code x == null} is {@code x is missing}. */
  private Condition compareWithNull(Operand other, Token operator, Comparison comparison) {
    if (comparison != Comparison.EQUAL && comparison != Comparison.NOT_EQUAL) {
      throw tokens.fault(operator, "null has no order; a field may be == null, or 'is missing'");
    }
    return missing(other, operator, comparison == Comparison.NOT_EQUAL);
  }

  private Operand parseTextRelation(Operand left, Token operator, TextRelation relation) {
    Operand right = parseSum();
    Condition condition = relation.between(text(left, operator), text(right, operator));
    return Operand.condition(left.start, condition);
  }

  private Operand parseSum() {
    Operand sum = parseProduct();
    while (tokens.peek().is("+") || tokens.peek().is("-")) {
      Token sign = tokens.take();
      sum = arithmetic(sum, sign, parseProduct());
    }
    return sum;
  }

  private Operand parseProduct() {
    Operand product = parseUnary();
    while (tokens.peek().is("*") || tokens.peek().is("/")) {
      Token sign = tokens.take();
      product = arithmetic(product, sign, parseUnary());
    }
    return product;
  }

  private Operand arithmetic(Operand left, Token sign, Operand right) {
    return Operand.number(
        left.start, new Arithmetic(sign.value.charAt(0), number(left, sign), number(right, sign)));
  }

  private Operand parseUnary() {
    Token start = tokens.peek();
    if (!tokens.takeIf("-")) {
      return parsePrimary();
    }
    enter(start);
    Operand operand = parseUnary();
    depth--;
    Decimal zero = new Decimal();
    return Operand.number(start, new Arithmetic('-', record -> zero, number(operand, start)));
  }

  private Operand parsePrimary() {
    Token token = tokens.peek();
    switch (token.kind) {
      case NUMBER:
        tokens.take();
        return Operand.constant(token, decimal(token));
      case STRING:
        tokens.take();
        return Operand.constant(token, Slice.of(token.value));
      case SIGN:
        if (tokens.takeIf("(")) {
          return parseInParentheses(token);
        }
        return parseField(token);
      default:
        return parseWord(token);
    }
  }

  /** The texts {@code true} and {@code false}, {@code null}, or a field. */
  private Operand parseWord(Token token) {
    if (tokens.takeIf("true") || tokens.takeIf("false")) {
      return Operand.constant(token, Slice.of(token.value));
    }
    return tokens.takeIf("null") ? Operand.nothing(token) : parseField(token);
  }

  private Operand parseInParentheses(Token start) {
    enter(start);
    Operand inner = parseOr();
    tokens.expect(")");
    depth--;
    return inner;
  }

  private Operand parseField(Token token) {
    int mark = tokens.mark();
    tokens.takeName((fields.hasCalls() ? "a column" : "a field") + ", a number or a \"text\"");
    String name = token.value;
    if (token.kind == Token.Kind.NAME && tokens.peek().is("(")) {
      LineFunction function = LineFunction.named(name);
      if (function != null) {
        return parseCall(token, function);
      }
      // A result column may be called count(status == 503): it is a name, not a call.
      tokens.skipParentheses();
      name = tokens.sourceSince(mark);
      if (!fields.hasCalls()) {
        throw tokens.fault(token, unknownFunction(token));
      }
    }
    int index = tokens.resolve(token, name, fields);
    return Operand.field(token, index, fields.type(index));
  }

  private Operand parseCall(Token name, LineFunction function) {
    enter(name);
    Operand call = new CallParser(tokens, this, fields).parse(name, function);
    depth--;
    return call;
  }

  private static String unknownFunction(Token name) {
    return "unknown function "
        + name.described()
        + Suggestion.didYouMean(name.value, LineFunction.names())
        + "; functions of a line are "
        + String.join(", ", LineFunction.names())
        + " (a field of such a name stands in backquotes)";
  }

  private Decimal decimal(Token token) {
    try {
      return Decimal.of(token.value);
    } catch (IllegalArgumentException e) {
      throw tokens.fault(token, String.valueOf(e.getMessage()));
    }
  }

  private Condition condition(Operand operand) {
    if (operand.condition != null) {
      return operand.condition;
    }
    throw tokens.fault(
        operand.start,
        operand.described() + " is no condition; compare it with something, such as == or >");
  }

  private Numeric number(Operand operand, Token sign) {
    if (operand.number != null) {
      return operand.number;
    }
    throw tokens.fault(
        operand.start, sign.described() + " needs numbers, not " + operand.described());
  }

  private Textual text(Operand operand, Token operator) {
    if (operand.text != null) {
      return operand.text;
    }
    throw tokens.fault(
        operand.start, operator.described() + " needs texts, not " + operand.described());
  }

  private void enter(Token token) {
    if (++depth > MAX_DEPTH) {
      throw tokens.fault(token, "nested more than " + MAX_DEPTH + " deep");
    }
  }
}
