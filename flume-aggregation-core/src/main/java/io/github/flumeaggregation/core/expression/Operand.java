package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.function.Numeric;
import io.github.flumeaggregation.core.function.Textual;
import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;

/**
 * A compiled part of an expression and what it can yield: a truth value, a number, a text, or (a
 * field of which nothing is known) a number as well as a text.
 */
final class Operand {
  /** Where it begins. */
  final Token start;

  final @Nullable Condition condition;
  final @Nullable Numeric number;
  final @Nullable Textual text;

  /** The index of the field that it is; -1 if it is more than a field. */
  final int field;

  /** Whether it is a number, a text or a word that stands there as such. */
  final boolean isConstant;

  private Operand(
      Token start,
      @Nullable Condition condition,
      @Nullable Numeric number,
      @Nullable Textual text) {
    this(start, condition, number, text, -1, false);
  }

  private Operand(
      Token start,
      @Nullable Condition condition,
      @Nullable Numeric number,
      @Nullable Textual text,
      int field,
      boolean isConstant) {
    this.isConstant = isConstant;
    this.field = field;
    this.start = start;
    this.condition = condition;
    this.number = number;
    this.text = text;
  }

  static Operand condition(Token start, Condition condition) {
    return new Operand(start, condition, null, null);
  }

  static Operand number(Token start, Numeric number) {
    return new Operand(start, null, number, null);
  }

  static Operand text(Token start, Textual text) {
    return new Operand(start, null, null, text);
  }

  static Operand constant(Token start, Decimal value) {
    return new Operand(start, null, record -> value, null, -1, true);
  }

  static Operand constant(Token start, Slice value) {
    return new Operand(start, null, null, record -> value, -1, true);
  }

  /** The word {@code null}. */
  static Operand nothing(Token start) {
    return new Operand(start, null, null, null, -1, true);
  }

  boolean isNull() {
    return condition == null && number == null && text == null;
  }

  /** A field as a number. */
  private static final class FieldNumber implements Numeric {
    private final int index;

    FieldNumber(int index) {
      this.index = index;
    }

    @Override
    public @Nullable Decimal of(Record record) {
      return record.number(index);
    }

    @Override
    public @Nullable Slice written(Record record) {
      return record.unread(index);
    }
  }

  static Operand field(Token start, int index, Fields.Type type) {
    boolean isText = type == Fields.Type.TEXT || type == Fields.Type.CONDITION;
    return new Operand(
        start,
        type == Fields.Type.CONDITION ? record -> OperandField.isTrue(record.text(index)) : null,
        isText ? null : new FieldNumber(index),
        type == Fields.Type.NUMBER ? null : record -> record.text(index),
        index,
        false);
  }

  /** How messages call it. */
  String described() {
    if (isNull()) {
      return start.described();
    }
    String what =
        condition != null
            ? " (a condition)"
            : number == null ? " (a text)" : text == null ? " (a number)" : "";
    return start.described() + what;
  }
}
