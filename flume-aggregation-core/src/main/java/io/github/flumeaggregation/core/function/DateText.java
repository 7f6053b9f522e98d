package io.github.flumeaggregation.core.function;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;
import java.time.LocalDate;

/** The date of a line's time, such as {@code 2026-05-17}. */
final class DateText implements Textual {
  private static final long DAY_MILLIS = 86_400_000;

  private final LocalClock clock;
  private long day = Long.MIN_VALUE;
  private Slice text = new Slice();

  DateText(LocalClock clock) {
    this.clock = clock;
  }

  @Override
  public @Nullable Slice of(Record record) {
    if (!record.hasTime()) {
      return null;
    }
    long today = Math.floorDiv(clock.localMillis(record.timeMillis()), DAY_MILLIS);
    if (today != day) {
      day = today;
      text = Slice.of(LocalDate.ofEpochDay(today).toString());
    }
    return text;
  }
}
