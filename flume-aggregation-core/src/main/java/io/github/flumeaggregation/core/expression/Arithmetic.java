package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.function.Numeric;
import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.DecimalMath;
import io.github.flumeaggregation.core.record.Record;

/** Two numbers and an arithmetic sign; the result lives in the node and is reused. */
final class Arithmetic implements Numeric {
  private final char sign;
  private final Numeric left;
  private final Numeric right;
  private final Decimal result = new Decimal();
  private final DecimalMath math = new DecimalMath();

  /** {@code sign} is one of {@code + - * /}. */
  Arithmetic(char sign, Numeric left, Numeric right) {
    this.sign = sign;
    this.left = left;
    this.right = right;
  }

  @Override
  public @Nullable Decimal of(Record record) {
    Decimal a = left.of(record);
    Decimal b = right.of(record);
    return a != null && b != null && compute(a, b) ? result : null;
  }

  private boolean compute(Decimal a, Decimal b) {
    switch (sign) {
      case '+':
        return math.add(a, b, result);
      case '-':
        return math.subtract(a, b, result);
      case '*':
        return math.multiply(a, b, result);
      default:
        return math.divide(a, b, result);
    }
  }
}
