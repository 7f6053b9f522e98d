package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.util.HashMap;
import java.util.Map;

/** The fields of a part that reads only those that somebody asks for, numbered in that order. */
final class WantedFields implements FieldNames {
  /** Learns what is wanted. */
  interface Listener {
    /**
     * The field {@code name} is wanted under {@code index}.
     *
     * @throws UnknownFieldException if lines have no such field
     */
    void want(String name, int index);

    /** The one name of a field that can be called by several. */
    default String canonical(String name) {
      return name;
    }
  }

  private final FieldNumbers numbers;
  private final Listener listener;
  private final boolean anyName;

  /** By the one name of each field. */
  private final Map<String, Integer> indexes = new HashMap<>();

  private WantedFields(FieldNumbers numbers, Listener listener, boolean anyName) {
    this.numbers = numbers;
    this.listener = listener;
    this.anyName = anyName;
  }

  /** Fields of which any name may be one, as far as anybody knows. */
  static WantedFields ofAnyName(FieldNumbers numbers, Listener listener) {
    return new WantedFields(numbers, listener, true);
  }

  /** Fields whose names the listener knows. */
  static WantedFields ofKnownNames(FieldNumbers numbers, Listener listener) {
    return new WantedFields(numbers, listener, false);
  }

  @Override
  public boolean isUnchecked(int index) {
    return anyName && indexes.containsValue(index);
  }

  @Override
  public int index(String wanted) {
    String name = listener.canonical(wanted);
    Integer known = indexes.get(name);
    if (known != null) {
      return known;
    }
    int index = numbers.peek(wanted);
    listener.want(name, index);
    numbers.add(wanted);
    indexes.put(name, index);
    return index;
  }

  @Override
  public Type type(int index) {
    return Type.ANY;
  }
}
