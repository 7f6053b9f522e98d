package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.util.ArrayList;
import java.util.List;

/** The fields of a {@link LogPattern}: all are known beforehand, in the order of the line. */
final class LineFields implements FieldNames {
  private final List<String> names = new ArrayList<>();
  private final List<Type> types = new ArrayList<>();
  private final List<Integer> elements = new ArrayList<>();
  private @Nullable LinePattern pattern;

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

  /** Whether there is such a field already. */
  boolean has(String name) {
    return names.contains(name);
  }

  @Override
  public int size() {
    return names.size();
  }

  @Override
  public String name(int index) {
    return names.get(index);
  }

  @Override
  public int index(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new UnknownFieldException(name, names);
    }
    if (pattern != null) {
      pattern.want(elements.get(index), index);
    }
    return index;
  }

  @Override
  public Type type(int index) {
    return types.get(index);
  }
}
