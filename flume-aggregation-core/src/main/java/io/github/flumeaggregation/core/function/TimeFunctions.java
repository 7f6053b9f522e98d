package io.github.flumeaggregation.core.function;

import static io.github.flumeaggregation.core.function.Parameter.QUOTED;
import static io.github.flumeaggregation.core.function.Parameter.TIME;

import io.github.flumeaggregation.core.record.Decimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** Functions of the time of a line, in UTC or another zone. */
final class TimeFunctions {
  private static final long MINUTE_MILLIS = 60_000;
  private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;
  private static final long DAY_MILLIS = 24 * HOUR_MILLIS;

  /** The epoch was a Thursday, the fourth day of the week. */
  private static final long DAYS_BEFORE_EPOCH = 3;

  static final List<LineFunction> LIST =
      Arrays.asList(
          number("hour", local -> Math.floorMod(local, DAY_MILLIS) / HOUR_MILLIS),
          number("minute", local -> Math.floorMod(local, HOUR_MILLIS) / MINUTE_MILLIS),
          number(
              "weekday",
              local -> Math.floorMod(Math.floorDiv(local, DAY_MILLIS) + DAYS_BEFORE_EPOCH, 7L) + 1),
          LineFunction.ofText(
                  "date(time[, \"zone\"])", args -> new DateText(zone(args)), TIME, QUOTED)
              .lastOptional());

  private TimeFunctions() {}

  private static LineFunction number(String name, LongUnaryOperator ofLocalMillis) {
    return LineFunction.ofNumber(
            name + "(time[, \"zone\"])", args -> number(zone(args), ofLocalMillis), TIME, QUOTED)
        .lastOptional();
  }

  private static Numeric number(LocalClock clock, LongUnaryOperator ofLocalMillis) {
    Decimal number = new Decimal();
    return record -> {
      if (!record.hasTime()) {
        return null;
      }
      number.set(ofLocalMillis.applyAsLong(clock.localMillis(record.timeMillis())));
      return number;
    };
  }

  private static LocalClock zone(Arguments args) {
    return LocalClock.of(args.size() > 1 ? args.quoted(1) : "UTC");
  }
}
