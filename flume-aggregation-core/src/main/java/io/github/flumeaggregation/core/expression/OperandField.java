package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.function.Numeric;
import io.github.flumeaggregation.core.function.Textual;
import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Derivation;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;

/** An expression that stands where a field is wanted: a field of the line, or a computed one. */
final class OperandField implements Derivation {
  private static final Slice TRUE = Slice.of("true");
  private static final Slice FALSE = Slice.of("false");

  private final Fields.Type type;
  private final @Nullable Textual text;
  private final @Nullable Numeric number;

  private OperandField(Fields.Type type, @Nullable Textual text, @Nullable Numeric number) {
    this.type = type;
    this.text = text;
    this.number = number;
  }

  /** Whether a field that is a condition holds. */
  static boolean isTrue(@Nullable Slice text) {
    return text != null && text.length() == TRUE.length();
  }

  /** The field that the operand is, or one that is computed and called {@code source}. */
  static NamedField of(Operand operand, String source, Fields fields) {
    return operand.field >= 0
        ? new NamedField(operand.start.value, operand.field)
        : new NamedField(source, fields.derived(source, of(operand)));
  }

  private static OperandField of(Operand operand) {
    Condition condition = operand.condition;
    if (condition != null) {
      return new OperandField(
          Fields.Type.CONDITION, record -> condition.test(record) ? TRUE : FALSE, null);
    }
    Fields.Type type = operand.text == null ? Fields.Type.NUMBER : Fields.Type.TEXT;
    return new OperandField(type, operand.text, operand.number);
  }

  @Override
  public Fields.Type type() {
    return type;
  }

  @Override
  public @Nullable Slice text(Record record) {
    return text == null ? null : text.of(record);
  }

  @Override
  public @Nullable Decimal number(Record record) {
    return number == null ? null : number.of(record);
  }
}
