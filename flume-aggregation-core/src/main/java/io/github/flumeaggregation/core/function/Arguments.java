package io.github.flumeaggregation.core.function;

import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.LookupTable;
import io.github.flumeaggregation.core.record.Record;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What stands between the parentheses of one call, each as the function's parameter wants it. */
public final class Arguments {
  private final List<Object> values = new ArrayList<>();

  /**
   * Adds the next: a {@link Textual}, {@link Numeric}, String, Integer or {@link Decimal}, a {@code
   * Predicate<Record>}, a {@link Value}, a {@link LookupTable}, or the word for time.
   */
  public void add(Object value) {
    values.add(value);
  }

  /** How many there are. */
  public int size() {
    return values.size();
  }

  Textual text(int index) {
    return (Textual) values.get(index);
  }

  Numeric number(int index) {
    return (Numeric) values.get(index);
  }

  String quoted(int index) {
    return (String) values.get(index);
  }

  LookupTable table(int index) {
    return (LookupTable) values.get(index);
  }

  Decimal constant(int index) {
    return (Decimal) values.get(index);
  }

  @SuppressWarnings("unchecked") // the parameter asked for a condition
  Predicate<Record> condition(int index) {
    return (Predicate<Record>) values.get(index);
  }

  Value value(int index) {
    return (Value) values.get(index);
  }

  int whole(int index, int ifLeftOut) {
    return index < values.size() ? (Integer) values.get(index) : ifLeftOut;
  }
}
