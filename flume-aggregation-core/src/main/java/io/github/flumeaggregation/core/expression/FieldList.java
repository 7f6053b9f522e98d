package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.record.Fields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads lists of fields, such as {@code method, ids(path) as route}. */
public final class FieldList {
  private FieldList() {}

  /**
   * The fields of a comma-separated list, in its order; none if the text is blank. An expression is
   * called what follows {@code as}, or else as it is written, with single blanks.
   *
   * @throws ExpressionException if the text is no such list, names an unknown field, or has two of
   *     one name
   */
  public static List<NamedField> parse(String text, Fields fields) {
    TokenReader tokens = new TokenReader(text);
    List<NamedField> list = new ArrayList<>();
    if (tokens.peek().kind == Token.Kind.END) {
      return Collections.unmodifiableList(list);
    }
    Set<String> names = new HashSet<>();
    do {
      Token start = tokens.peek();
      NamedField field = parseField(tokens, fields);
      if (!names.add(field.name())) {
        throw tokens.fault(start, "the field '" + field.name() + "' stands here twice");
      }
      list.add(field);
    } while (tokens.takeIf(","));
    tokens.expectEnd("an operator, 'as' or ','");
    return Collections.unmodifiableList(list);
  }

  private static NamedField parseField(TokenReader tokens, Fields fields) {
    int mark = tokens.mark();
    Token start = tokens.peek();
    Operand operand = new ConditionParser(tokens, fields).parseOperand();
    if (operand.isConstant) {
      throw tokens.fault(start, start.described() + " is the same for all lines; name a field");
    }
    NamedField field = OperandField.of(operand, tokens.sourceSince(mark), fields);
    return tokens.takeIf("as")
        ? new NamedField(tokens.takeName("a name").value, field.index())
        : field;
  }
}
