package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.function.Numeric;
import io.github.flumeaggregation.core.function.Textual;
import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Slice;

/** A comparison operator. Whatever is compared with something missing gives false. */
enum Comparison {
  EQUAL("==", false, true, false),
  NOT_EQUAL("!=", true, false, true),
  LESS("<", true, false, false),
  AT_MOST("<=", true, true, false),
  GREATER(">", false, false, true),
  AT_LEAST(">=", false, true, true);

  private final String sign;
  private final boolean ifLess;
  private final boolean ifEqual;
  private final boolean ifGreater;

  Comparison(String sign, boolean ifLess, boolean ifEqual, boolean ifGreater) {
    this.sign = sign;
    this.ifLess = ifLess;
    this.ifEqual = ifEqual;
    this.ifGreater = ifGreater;
  }

  /** The operator that {@code token} is, or null. */
  static @Nullable Comparison of(Token token) {
    for (Comparison comparison : values()) {
      if (token.is(comparison.sign)) {
        return comparison;
      }
    }
    return null;
  }

  private boolean holds(int order) {
    return order == 0 ? ifEqual : order < 0 ? ifLess : ifGreater;
  }

  Condition ofNumbers(Numeric left, Numeric right) {
    return record -> {
      Decimal a = left.of(record);
      Decimal b = right.of(record);
      return a != null && b != null && holds(a.compareTo(b));
    };
  }

  Condition ofTexts(Textual left, Textual right) {
    if (ifLess == ifGreater) {
      return record -> {
        Slice a = left.of(record);
        Slice b = right.of(record);
        return a != null && b != null && a.sameBytes(b) == ifEqual;
      };
    }
    return record -> {
      Slice a = left.of(record);
      Slice b = right.of(record);
      return a != null && b != null && holds(a.compareTo(b));
    };
  }

  /** For two fields of which nothing is known: as numbers if both are numbers, else as texts. */
  Condition ofFields(int left, int right) {
    Condition asTexts = ofTexts(record -> record.text(left), record -> record.text(right));
    return record -> {
      Decimal x = record.numberIfAny(left);
      Decimal y = record.numberIfAny(right);
      if (x == null || y == null) {
        return asTexts.test(record);
      }
      return holds(x.compareTo(y));
    };
  }
}
