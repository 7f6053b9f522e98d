package io.github.flumeaggregation.core.function;

import static io.github.flumeaggregation.core.function.Parameter.NUMBER;
import static io.github.flumeaggregation.core.function.Parameter.WHOLE;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Decimal;
import java.util.Arrays;
import java.util.List;

/** Functions of numbers. */
final class NumberFunctions {
  static final List<LineFunction> LIST =
      Arrays.asList(
          LineFunction.ofNumber("abs(number)", args -> abs(args.number(0)), NUMBER),
          LineFunction.ofNumber(
              "floor(number)", args -> rounded(args.number(0), 0, Decimal.Rounding.DOWN), NUMBER),
          LineFunction.ofNumber(
              "ceil(number)", args -> rounded(args.number(0), 0, Decimal.Rounding.UP), NUMBER),
          LineFunction.ofNumber("round(number[, decimals])", NumberFunctions::round, NUMBER, WHOLE)
              .lastOptional());

  private NumberFunctions() {}

  private static Numeric abs(Numeric number) {
    Decimal result = new Decimal();
    return record -> {
      @Nullable Decimal value = number.of(record);
      if (value == null) {
        return null;
      }
      result.setAbsolute(value);
      return result;
    };
  }

  private static Numeric round(Arguments args) {
    int decimals = args.whole(1, 0);
    if (decimals < 0 || decimals > Decimal.MAX_DIGITS) {
      throw new IllegalArgumentException("decimals are 0 to " + Decimal.MAX_DIGITS);
    }
    return rounded(args.number(0), decimals, Decimal.Rounding.NEAREST);
  }

  private static Numeric rounded(Numeric number, int decimals, Decimal.Rounding rounding) {
    Decimal result = new Decimal();
    return record -> {
      @Nullable Decimal value = number.of(record);
      return value != null && result.setRounded(value, decimals, rounding) ? result : null;
    };
  }
}
