package io.github.flumeaggregation.core.aggregate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** How numbers in rows are rounded and written. */
public final class Numbers {
  /** Quotients and roots have 15 significant digits, rounded half to even. */
  static final MathContext QUOTIENT = new MathContext(15, RoundingMode.HALF_EVEN);

  private Numbers() {}

  static BigDecimal quotient(BigDecimal dividend, long divisor) {
    return Quotient.of(dividend, divisor);
  }

  /** Plain notation: no exponent, no trailing zeros after the point. */
  public static String plain(BigDecimal value) {
    if (value.scale() <= 0 && value.precision() - value.scale() <= 18) {
      return Long.toString(value.longValue());
    }
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
