package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.record.Fields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads {@code compute} lists, such as {@code count, count(status == 503) as overloaded}. What is
 * no function of lines is computed of the columns that are: {@code overloaded / count as share}. A
 * histogram is several columns.
 */
public final class ComputeList {
  private final TokenReader tokens;
  private final Fields fields;

  private ComputeList(String text, Fields fields) {
    this.tokens = new TokenReader(text);
    this.fields = fields;
  }

  /**
   * The columns of a comma-separated list, in its order; at least one.
   *
   * @throws ExpressionException if the text is no such list: an unknown function or field, a wrong
   *     argument, a numeric function of a text field, two results of one name
   */
  public static List<Call> parse(String text, Fields fields) {
    return new ComputeList(text, fields).parseAll();
  }

  private List<Call> parseAll() {
    List<Call> calls = new ArrayList<>();
    Set<String> columns = new HashSet<>();
    SortedMap<Integer, Integer> computed = new TreeMap<>();
    do {
      Token start = tokens.peek();
      int mark = tokens.mark();
      boolean isOfColumns = ColumnFormulas.startsHere(tokens);
      Call call = isOfColumns ? Call.ofColumns(ColumnFormulas.skip(tokens)) : parseCall();
      call = tokens.takeIf("as") ? call.as(tokens.takeName("a name").value) : call;
      if (isOfColumns) {
        computed.put(calls.size(), mark);
      }
      for (Call column : call.columns()) {
        if (!columns.add(column.column())) {
          throw tokens.fault(
              start,
              "there is already a result '"
                  + column.column()
                  + "'; give this one a name with 'as'");
        }
        calls.add(column);
      }
    } while (tokens.takeIf(","));
    tokens.expectEnd("'as' or ','");
    ColumnFormulas.read(tokens, calls, computed);
    return Collections.unmodifiableList(calls);
  }

  private Call parseCall() {
    int mark = tokens.mark();
    Token name = tokens.takeName("a function");
    Function function = Function.named(name, tokens);
    Call call = Call.plain(name.value);
    if (tokens.takeIf("(")) {
      call = parseArgument(name, function, mark);
    } else if (!function.takesNothing()) {
      throw tokens.fault(name, name.described() + " needs " + function.needs(name.value));
    }
    return call;
  }

  private Call parseArgument(Token name, Function function, int mark) {
    if (function == Function.COUNT) {
      if (tokens.peek().is(")") || tokens.peek().is("*")) {
        throw tokens.fault(
            tokens.peek(), "all lines are counted without parentheses: write 'count'");
      }
      Condition condition = new ConditionParser(tokens, fields).parse();
      tokens.expect(")");
      return Call.ofCondition(name.value, condition, tokens.sourceSince(mark));
    }
    if (function.takesNothing()) {
      throw tokens.fault(tokens.peek(), name.described() + " needs " + function.needs(name.value));
    }
    int start = tokens.mark();
    Token argument = tokens.peek();
    Operand operand = new ConditionParser(tokens, fields).parseOperand();
    if (operand.isConstant) {
      throw tokens.fault(argument, name.described() + " needs " + function.needs(name.value));
    }
    if (function.takesNumbers() && operand.number == null) {
      throw tokens.fault(
          argument, name.described() + " needs a number, not " + operand.described());
    }
    NamedField field = OperandField.of(operand, tokens.sourceSince(start), fields);
    if (function == Function.HISTOGRAM) {
      HistogramPart bounds = HistogramPart.parse(tokens);
      tokens.expect(")");
      return Call.ofHistogram(field, bounds, tokens.sourceSince(mark));
    }
    tokens.expect(")");
    return Call.ofField(name.value, field.index(), field.name(), tokens.sourceSince(mark));
  }
}
