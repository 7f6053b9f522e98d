package io.github.flumeaggregation.core.expression;

/** A field by name and index. */
public final class NamedField {
  private final String name;
  private final int index;

  NamedField(String name, int index) {
    this.name = name;
    this.index = index;
  }

  /** The field's name. */
  public String name() {
    return name;
  }

  /** The index by which a record gives the field. */
  public int index() {
    return index;
  }
}
