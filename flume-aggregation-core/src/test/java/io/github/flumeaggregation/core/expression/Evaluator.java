package io.github.flumeaggregation.core.expression;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Derivation;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.NotNumbers;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says what an expression is for lines with the fields {@code a}, {@code b} and {@code c}. */
final class Evaluator implements Fields {
  static final long NO_TIME = Long.MIN_VALUE;

  private final List<String> names = new ArrayList<>(List.of("a", "b", "c"));
  private final Map<Integer, Derivation> derivations = new HashMap<>();
  private final int index;
  private final Record record;

  Evaluator(String expression) {
    List<NamedField> list = FieldList.parse(expression, this);
    if (list.isEmpty()) {
      throw new ExpressionException(expression, 0, "nothing is there");
    }
    index = list.get(0).index();
    record = new Record(names.size(), new NotNumbers(), false, derivations);
  }

  /** The value as text, for a line of these fields in turn; null if it is missing. */
  @Nullable
  String of(String... values) {
    byte[][] bytes = new byte[values.length][];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = values[i].getBytes(UTF_8);
    }
    byte[] value = at(NO_TIME, bytes);
    return value == null ? null : new String(value, UTF_8);
  }

  byte @Nullable [] at(long timeMillis, byte[]... values) {
    record.clear();
    if (timeMillis != NO_TIME) {
      record.setTimeMillis(timeMillis);
    }
    for (int i = 0; i < values.length; i++) {
      record.set(i, values[i], 0, values[i].length);
    }
    Slice text = record.text(index);
    return text == null ? null : text.toBytes();
  }

  @Override
  public int index(String name) {
    int found = names.indexOf(name);
    if (found < 0) {
      throw new UnknownFieldException(name, names);
    }
    return found;
  }

  @Override
  public int derived(String text, Derivation derivation) {
    if (!names.contains(text)) {
      names.add(text);
      derivations.put(names.size() - 1, derivation);
    }
    return names.indexOf(text);
  }

  @Override
  public Type type(int field) {
    return Type.ANY;
  }
}
