package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.record.Fields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads lists of fields, such as {@code status, method}. */
public final class FieldList {
  private FieldList() {}

  /**
   * The fields of a comma-separated list, in its order; none if the text is blank.
   *
   * @throws ExpressionException if the text is no such list, or names an unknown field or one field
   *     twice
   */
  public static List<NamedField> parse(String text, Fields fields) {
    TokenReader tokens = new TokenReader(text);
    List<NamedField> list = new ArrayList<>();
    if (tokens.peek().kind == Token.Kind.END) {
      return Collections.unmodifiableList(list);
    }
    Set<String> names = new HashSet<>();
    do {
      Token name = tokens.takeName("a field");
      if (!names.add(name.value)) {
        throw tokens.fault(name, "the field " + name.described() + " stands here twice");
      }
      list.add(new NamedField(name.value, tokens.resolve(name, fields)));
    } while (tokens.takeIf(","));
    tokens.expectEnd("','");
    return Collections.unmodifiableList(list);
  }
}
