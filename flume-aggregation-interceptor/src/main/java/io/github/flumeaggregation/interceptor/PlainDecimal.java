package io.github.flumeaggregation.interceptor;

import java.math.BigDecimal;

/** A number that is printed without an exponent, as Flume's monitoring prints what it is given. */
final class PlainDecimal extends BigDecimal {
  private static final long serialVersionUID = 1;

  PlainDecimal(String plain) {
    super(plain);
  }

  @Override
  public String toString() {
    return toPlainString();
  }

  /** Whoever reads a bean from afar does not know this class. */
  private Object writeReplace() {
    return new BigDecimal(unscaledValue(), scale());
  }
}
