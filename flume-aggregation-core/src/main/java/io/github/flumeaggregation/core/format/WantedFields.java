package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.util.ArrayList;
import java.util.List;

/** The fields of a format that reads only those that somebody asks for, numbered in that order. */
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

  private final List<String> names = new ArrayList<>();
  private final Listener listener;

  WantedFields(Listener listener) {
    this.listener = listener;
  }

  @Override
  public int size() {
    return names.size();
  }

  @Override
  public boolean takesAnyName() {
    return true;
  }

  @Override
  public String name(int index) {
    return names.get(index);
  }

  @Override
  public int index(String wanted) {
    String name = listener.canonical(wanted);
    int known = names.indexOf(name);
    if (known >= 0) {
      return known;
    }
    listener.want(name, names.size());
    names.add(name);
    return names.size() - 1;
  }

  @Override
  public Type type(int index) {
    return Type.ANY;
  }
}
