package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.Nullable;

/** One column of a {@code compute} list, checked but not yet computed. */
public final class Call {
  private final String function;
  private final int field;
  private final @Nullable String fieldName;
  private final @Nullable Condition condition;
  private final @Nullable Formula formula;
  private final String text;
  private final String column;

  private Call(
      String function,
      int field,
      @Nullable String fieldName,
      @Nullable Condition condition,
      @Nullable Formula formula,
      String text,
      String column) {
    this.function = function;
    this.field = field;
    this.fieldName = fieldName;
    this.condition = condition;
    this.formula = formula;
    this.text = text;
    this.column = column;
  }

  static Call plain(String function) {
    return new Call(function, -1, null, null, null, function, function);
  }

  static Call ofField(String function, int field, String fieldName, String text) {
    return new Call(function, field, fieldName, null, null, text, text);
  }

  static Call ofCondition(String function, Condition condition, String text) {
    return new Call(function, -1, null, condition, null, text, text);
  }

  Call as(String name) {
    return new Call(function, field, fieldName, condition, formula, text, name);
  }

  /** One that is computed of others of the list, by a formula that is still to be read. */
  static Call ofColumns(String text) {
    return new Call("", -1, null, null, null, text, text);
  }

  Call by(Formula read) {
    return new Call(function, field, fieldName, condition, read, text, column);
  }

  /**
   * The function's name, such as {@code count}, {@code stddevPop} or {@code p99.9}; empty if it is
   * computed of other columns.
   */
  public String function() {
    return function;
  }

  /** The index of the field that the function takes; -1 if it takes none. */
  public int field() {
    return field;
  }

  /** The name of the field that the function takes; null if it takes none. */
  public @Nullable String fieldName() {
    return fieldName;
  }

  /** The condition of a {@code count(condition)}; null otherwise. */
  public @Nullable Condition condition() {
    return condition;
  }

  /** What it is of other columns of the list; null if it is a function of lines. */
  public @Nullable Formula formula() {
    return formula;
  }

  /** The call itself with single blanks, such as {@code count(status == 503)}. */
  public String text() {
    return text;
  }

  /**
   * The name of the result: what follows {@code as}, or the call itself with single blanks, such as
   * {@code sum(bytes)} or {@code count(status == 503)}.
   */
  public String column() {
    return column;
  }
}
