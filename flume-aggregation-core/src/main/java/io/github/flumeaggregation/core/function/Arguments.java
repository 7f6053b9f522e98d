package io.github.flumeaggregation.core.function;

import java.util.ArrayList;
import java.util.List;

/** What stands between the parentheses of one call, each as the function's parameter wants it. */
public final class Arguments {
  private final List<Object> values = new ArrayList<>();

  /** Adds the next: a {@link Textual}, {@link Numeric}, String or Integer, or the word for time. */
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

  int whole(int index, int ifLeftOut) {
    return index < values.size() ? (Integer) values.get(index) : ifLeftOut;
  }
}
