package io.github.flumeaggregation.core.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the fields of all parts of a format, so that one record holds them. Parts that have a
 * field of the same name fill the same one, unless they are in scopes of their own.
 */
final class FieldNumbers {
  private final List<String> names;
  private final Map<String, Integer> indexes = new HashMap<>();

  FieldNumbers() {
    this(new ArrayList<>());
  }

  private FieldNumbers(List<String> names) {
    this.names = names;
  }

  /** A scope with names of its own and the same numbering. */
  FieldNumbers scope() {
    return new FieldNumbers(names);
  }

  /** The index that the name has, or would get by {@link #add}. */
  int peek(String name) {
    return indexes.getOrDefault(name, names.size());
  }

  /** The index of the name, which is a new one if the scope has it not yet. */
  int add(String name) {
    int index = peek(name);
    if (index == names.size()) {
      names.add(name);
      indexes.put(name, index);
    }
    return index;
  }

  /** How many fields there are in all scopes. */
  int size() {
    return names.size();
  }

  /** The name under which the index was given out. */
  String name(int index) {
    return names.get(index);
  }
}
