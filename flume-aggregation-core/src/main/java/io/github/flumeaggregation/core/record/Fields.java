package io.github.flumeaggregation.core.record;

/** Resolves the names of fields, once, when a configuration is compiled. */
public interface Fields {
  /** What the values of a field are known to be. */
  enum Type {
    /** Text; comparing it with a number is a mistake that is reported. */
    TEXT,
    /** A number. */
    NUMBER,
    /** Whatever the line brings; how it is used decides. */
    ANY
  }

  /**
   * The index by which a {@link Record} gives this field.
   *
   * @throws UnknownFieldException if there is no such field; its message names the nearest one
   */
  int index(String name);

  /** Whether any name is taken for that of a field, so that {@link #index} refuses hardly any. */
  default boolean takesAnyName() {
    return false;
  }

  /** What the field at {@code index} holds. */
  Type type(int index);
}
