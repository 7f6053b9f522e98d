package io.github.flumeaggregation.core.record;

import java.util.Collections;
import java.util.SortedMap;

/** Resolves the names of fields, once, when a configuration is compiled. */
public interface Fields {
  /** What the values of a field are known to be. */
  enum Type {
    /** Text; comparing it with a number is a mistake that is reported. */
    TEXT,
    /** A number. */
    NUMBER,
    /** A truth value, of which the text is {@code true} or {@code false}. */
    CONDITION,
    /** Whatever the line brings; how it is used decides. */
    ANY
  }

  /**
   * The index by which a {@link Record} gives this field.
   *
   * @throws UnknownFieldException if there is no such field; its message names the nearest one
   */
  int index(String name);

  /**
   * Whether these are columns of rows: one may be called by how it was computed, such as {@code
   * count(status == 503)}.
   */
  default boolean hasCalls() {
    return false;
  }

  /**
   * The index of a field that is computed from others, which has no name; the same for the same
   * text.
   *
   * @param text how the expression is written, with single blanks
   * @throws UnsupportedOperationException if these are not the fields of lines
   */
  default int derived(String text, Derivation derivation) {
    throw new UnsupportedOperationException(text);
  }

  /**
   * The definitions on which the meaning of an expression depends, by name: those that it uses, and
   * those that they use.
   */
  default SortedMap<String, String> definitionsIn(String text) {
    return Collections.emptySortedMap();
  }

  /**
   * The table in a file, which is read at the first call.
   *
   * @throws IllegalArgumentException if there is none that can be used; the message says why
   */
  default LookupTable table(String file) {
    throw new IllegalArgumentException("values are looked up for lines, and here are none");
  }

  /**
   * The tables on which the meaning of an expression depends, by their files, and what tells the
   * content of each from others: those that it uses itself, or by its definitions.
   */
  default SortedMap<String, String> tablesIn(String text) {
    return Collections.emptySortedMap();
  }

  /** What the field at {@code index} holds. */
  Type type(int index);
}
