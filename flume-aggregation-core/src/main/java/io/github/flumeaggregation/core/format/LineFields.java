package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.util.ArrayList;
import java.util.List;

/** The fields of a {@link LineFormat}: all are known beforehand, in the order of the line. */
final class LineFields implements Fields {
  private final List<String> names = new ArrayList<>();
  private final List<Type> types = new ArrayList<>();
  private final List<Integer> elements = new ArrayList<>();
  private LinePattern pattern = LinePattern.EMPTY;

  /** Adds a field that the element number {@code element} fills; answers its index. */
  int add(String name, Type type, int element) {
    names.add(name);
    types.add(type);
    elements.add(element);
    return names.size() - 1;
  }

  /** Tells which pattern is to learn what fields are wanted. */
  void fill(LinePattern filledBy) {
    pattern = filledBy;
  }

  int size() {
    return names.size();
  }

  @Override
  public int index(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new UnknownFieldException(name, names);
    }
    pattern.want(elements.get(index), index);
    return index;
  }

  @Override
  public Type type(int index) {
    return types.get(index);
  }
}
