package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fields that are all known beforehand, in the order of the line. */
final class LineFields implements FieldNames {
  /** Learns what is wanted. */
  interface Listener {
    /** The field {@code index}, which the element fills, is wanted. */
    void want(int element, int index);
  }

  private static final class Field {
    final int index;
    final Type type;
    final int element;

    Field(int index, Type type, int element) {
      this.index = index;
      this.type = type;
      this.element = element;
    }
  }

  private final FieldNumbers numbers;
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private @Nullable Listener listener;

  LineFields(FieldNumbers numbers) {
    this.numbers = numbers;
  }

  /** Adds a field that the element number {@code element} fills; answers its index. */
  int add(String name, Type type, int element) {
    int index = numbers.add(name);
    fields.put(name, new Field(index, type, element));
    return index;
  }

  /** Gives a field a second name. */
  void alias(String alias, String name) {
    fields.put(alias, fields.get(name));
  }

  /** Tells who is to learn what fields are wanted. */
  void fill(Listener filledBy) {
    listener = filledBy;
  }

  /** Whether there is such a field already. */
  boolean has(String name) {
    return fields.containsKey(name);
  }

  @Override
  public int index(String name) {
    @Nullable Field field = find(name);
    if (field == null) {
      throw new UnknownFieldException(name, fields.keySet());
    }
    if (listener != null) {
      listener.want(field.element, field.index);
    }
    return field.index;
  }

  /** Servers take the names of headers and variables in upper and lower case. */
  private @Nullable Field find(String name) {
    if (fields.containsKey(name)) {
      return fields.get(name);
    }
    for (Map.Entry<String, Field> field : fields.entrySet()) {
      if (field.getKey().equalsIgnoreCase(name)) {
        return field.getValue();
      }
    }
    return null;
  }

  @Override
  public boolean isUnchecked(int index) {
    return false;
  }

  @Override
  public List<String> names() {
    return new ArrayList<>(fields.keySet());
  }

  @Override
  public Type type(int index) {
    for (Field field : fields.values()) {
      if (field.index == index) {
        return field.type;
      }
    }
    return Type.ANY;
  }
}
