package io.github.flumeaggregation.core.function;

import static io.github.flumeaggregation.core.function.Parameter.CONDITION;
import static io.github.flumeaggregation.core.function.Parameter.VALUE;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** What is one thing or another. */
final class ChoiceFunctions {
  static final List<LineFunction> LIST =
      Collections.singletonList(
          LineFunction.ofText(
                  "if(condition, then, else)", ChoiceFunctions::ifText, CONDITION, VALUE, VALUE)
              .orNumber(ChoiceFunctions::ifNumber));

  private ChoiceFunctions() {}

  private static @Nullable Textual ifText(Arguments args) {
    Predicate<Record> condition = args.condition(0);
    @Nullable Textual then = args.value(1).text();
    @Nullable Textual otherwise = args.value(2).text();
    if (args.value(1).isNothing() && args.value(2).isNothing()) {
      throw new IllegalArgumentException("one of the two has to be a value");
    }
    return then == null || otherwise == null
        ? null
        : record -> condition.test(record) ? then.of(record) : otherwise.of(record);
  }

  private static @Nullable Numeric ifNumber(Arguments args) {
    Predicate<Record> condition = args.condition(0);
    @Nullable Numeric then = args.value(1).number();
    @Nullable Numeric otherwise = args.value(2).number();
    if (then == null || otherwise == null) {
      throw new IllegalArgumentException(
          "one is a text and one a number; make both the same with text(..) or number(..)");
    }
    return record -> condition.test(record) ? then.of(record) : otherwise.of(record);
  }
}
