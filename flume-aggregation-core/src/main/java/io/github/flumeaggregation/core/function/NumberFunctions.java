package io.github.flumeaggregation.core.function;

import static io.github.flumeaggregation.core.function.Parameter.CONSTANT;
import static io.github.flumeaggregation.core.function.Parameter.NUMBER;
import static io.github.flumeaggregation.core.function.Parameter.WHOLE;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.DecimalMath;
import io.github.flumeaggregation.core.record.Slice;
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
              .lastOptional(),
          LineFunction.ofNumber(
              "mod(number, divisor)", args -> mod(args.number(0), args.number(1)), NUMBER, NUMBER),
          LineFunction.ofText(
                  "bucket(number, edge, edge, ..)", NumberFunctions::bucket, NUMBER, CONSTANT)
              .lastRepeated());

  private static final Slice ABOVE = Slice.of("+Inf");

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

  private static Numeric mod(Numeric number, Numeric divisor) {
    Decimal result = new Decimal();
    DecimalMath math = new DecimalMath();
    return record -> {
      @Nullable Decimal value = number.of(record);
      @Nullable Decimal by = divisor.of(record);
      return value != null && by != null && math.remainder(value, by, result) ? result : null;
    };
  }

  /** The smallest edge that is not below the number. */
  private static Textual bucket(Arguments args) {
    Decimal[] edges = new Decimal[args.size() - 1];
    Slice[] names = new Slice[args.size()];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = args.constant(i + 1);
      names[i] = Slice.of(edges[i].toString());
      if (i > 0 && edges[i - 1].compareTo(edges[i]) >= 0) {
        throw new IllegalArgumentException(
            "edges stand in rising order, and " + names[i - 1] + " stands before " + names[i]);
      }
    }
    names[edges.length] = ABOVE;
    Numeric number = args.number(0);
    return record -> {
      @Nullable Decimal value = number.of(record);
      if (value == null) {
        return null;
      }
      int found = Arrays.binarySearch(edges, value);
      return names[found >= 0 ? found : -found - 1];
    };
  }
}
