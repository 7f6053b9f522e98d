package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.function.Arguments;
import io.github.flumeaggregation.core.function.LineFunction;
import io.github.flumeaggregation.core.function.Numeric;
import io.github.flumeaggregation.core.function.Parameter;
import io.github.flumeaggregation.core.function.Textual;
import io.github.flumeaggregation.core.function.Value;
import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.LookupTable;
import io.github.flumeaggregation.core.record.Record;
import java.util.function.Predicate;

/** Reads what follows the name of a function in an expression. */
final class CallParser {
  /** The word for the time of the line. */
  private static final String TIME = "time";

  private final TokenReader tokens;
  private final ConditionParser parser;
  private final Fields fields;

  CallParser(TokenReader tokens, ConditionParser parser, Fields fields) {
    this.fields = fields;
    this.tokens = tokens;
    this.parser = parser;
  }

  /** The call of a function whose name has been taken. */
  Operand parse(Token name, LineFunction function) {
    Arguments arguments = new Arguments();
    tokens.expect("(");
    while (!tokens.peek().is(")")) {
      if (arguments.size() > 0) {
        tokens.expect(",");
      }
      Token at = tokens.peek();
      Parameter parameter = function.parameter(arguments.size());
      if (parameter == null) {
        throw tokens.fault(at, "too much for " + name.described() + usage(function));
      }
      arguments.add(argument(at, parameter, name, function));
    }
    if (function.needsMoreThan(arguments.size())) {
      throw tokens.fault(tokens.peek(), "too little for " + name.described() + usage(function));
    }
    tokens.expect(")");
    return made(name, function, arguments);
  }

  private static String usage(LineFunction function) {
    return ": write " + function.usage();
  }

  private Operand made(Token name, LineFunction function, Arguments arguments) {
    try {
      Textual text = function.text(arguments);
      if (text != null) {
        return Operand.text(name, text);
      }
      Predicate<Record> condition = function.condition(arguments);
      if (condition != null) {
        return Operand.condition(name, condition::test);
      }
      Numeric number = function.number(arguments);
      if (number != null) {
        return Operand.number(name, number);
      }
    } catch (IllegalArgumentException e) {
      throw tokens.fault(name, e.getMessage() + usage(function));
    }
    throw new IllegalStateException(function.usage());
  }

  private Object argument(Token at, Parameter parameter, Token name, LineFunction function) {
    switch (parameter) {
      case QUOTED:
        if (at.kind == Token.Kind.STRING) {
          return tokens.take().value;
        }
        break;
      case FILE:
        if (at.kind == Token.Kind.STRING) {
          return table(tokens.take());
        }
        break;
      case WHOLE:
        return whole(at, name, function);
      case CONSTANT:
        return constant(at, name, function);
      case TIME:
        if (at.kind == Token.Kind.NAME && at.value.equals(TIME)) {
          return tokens.take().value;
        }
        break;
      default:
        Operand operand = parser.parseOperand();
        Object value = valueOf(operand, parameter);
        if (value != null) {
          return value;
        }
        throw wrong(at, parameter, operand.described(), name, function);
    }
    throw wrong(at, parameter, at.described(), name, function);
  }

  private LookupTable table(Token file) {
    try {
      return fields.table(file.value);
    } catch (IllegalArgumentException e) {
      throw tokens.fault(file, String.valueOf(e.getMessage()));
    }
  }

  /** What an operand is as such an argument; null if it cannot be one. */
  private static @Nullable Object valueOf(Operand operand, Parameter parameter) {
    switch (parameter) {
      case TEXT:
        return operand.text;
      case NUMBER:
        return operand.number;
      case CONDITION:
        Condition condition = operand.condition;
        return condition == null ? null : (Predicate<Record>) condition::test;
      default:
        boolean isCondition = operand.condition != null && operand.text == null;
        return isCondition ? null : new Value(operand.text, operand.number);
    }
  }

  private Decimal constant(Token at, Token name, LineFunction function) {
    String sign = tokens.takeIf("-") ? "-" : "";
    Token digits = tokens.peek();
    if (digits.kind == Token.Kind.NUMBER) {
      try {
        return Decimal.of(sign + tokens.take().value);
      } catch (IllegalArgumentException e) {
        throw tokens.fault(digits, String.valueOf(e.getMessage()));
      }
    }
    throw wrong(at, Parameter.CONSTANT, digits.described(), name, function);
  }

  private Integer whole(Token at, Token name, LineFunction function) {
    String sign = tokens.takeIf("-") ? "-" : "";
    Token digits = tokens.peek();
    if (digits.kind == Token.Kind.NUMBER && digits.value.matches("[0-9]{1,9}")) {
      return Integer.valueOf(sign + tokens.take().value);
    }
    throw wrong(at, Parameter.WHOLE, digits.described(), name, function);
  }

  private ExpressionException wrong(
      Token at, Parameter parameter, String found, Token name, LineFunction function) {
    return tokens.fault(
        at,
        name.described()
            + " takes "
            + parameter.described()
            + " here, not "
            + found
            + usage(function));
  }
}
