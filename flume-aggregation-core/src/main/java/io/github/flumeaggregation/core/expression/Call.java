package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.Nullable;
import java.util.ArrayList;
import java.util.List;

/** One column of a {@code compute} list, checked but not yet computed. */
public final class Call {
  static final String HISTOGRAM = "histogram";

  private final String function;
  private final int field;
  private final @Nullable String fieldName;
  private final @Nullable Condition condition;
  private final @Nullable Formula formula;
  private final @Nullable HistogramPart part;
  private final String text;
  private final String column;

  private Call(
      String function,
      int field,
      @Nullable String fieldName,
      @Nullable Condition condition,
      @Nullable Formula formula,
      @Nullable HistogramPart part,
      String text,
      String column) {
    this.function = function;
    this.field = field;
    this.fieldName = fieldName;
    this.condition = condition;
    this.formula = formula;
    this.part = part;
    this.text = text;
    this.column = column;
  }

  static Call plain(String function) {
    return new Call(function, -1, null, null, null, null, function, function);
  }

  static Call ofField(String function, int field, String fieldName, String text) {
    return new Call(function, field, fieldName, null, null, null, text, text);
  }

  static Call ofCondition(String function, Condition condition, String text) {
    return new Call(function, -1, null, condition, null, null, text, text);
  }

  /** A histogram, of which the columns are still to be made. */
  static Call ofHistogram(NamedField field, HistogramPart bounds, String text) {
    return new Call(HISTOGRAM, field.index(), field.name(), null, null, bounds, text, text);
  }

  /** The columns that this stands for: those of a histogram, or itself. */
  List<Call> columns() {
    List<Call> columns = new ArrayList<>();
    if (part == null) {
      columns.add(this);
      return columns;
    }
    for (HistogramPart each : part.all()) {
      columns.add(
          new Call(HISTOGRAM, field, fieldName, null, null, each, text, column + each.suffix()));
    }
    columns.add(new Call("sum", field, fieldName, null, null, null, text, column + ".sum"));
    return columns;
  }

  Call as(String name) {
    return new Call(function, field, fieldName, condition, formula, part, text, name);
  }

  /** One that is computed of others of the list, by a formula that is still to be read. */
  static Call ofColumns(String text) {
    return new Call("", -1, null, null, null, null, text, text);
  }

  Call by(Formula read) {
    return new Call(function, field, fieldName, condition, read, part, text, column);
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

  /** Which column of a histogram it is; null if it is none. */
  public @Nullable HistogramPart histogramPart() {
    return part;
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
