package io.github.flumeaggregation.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the sink holds in memory and on its disk does not grow with the time that passes. */
class MonthsIT {
  private static final int LIVES = 5;

  @Test
  void halfAYearOfFewLinesADay_holdsNoMoreThanItsFirstTwoMonths() {
    int lives = 0;
    for (long seed = 1; lives < LIVES; seed++) {
      Months months = new Months(seed);
      if (months.closesWindows()) {
        lives++;
        assertBounded(seed, months);
      }
    }
  }

  private static void assertBounded(long seed, Months months) {
    Months.Held before = months.pass(60);
    for (int month = 3; month <= 6; month++) {
      Months.Held held = months.pass(30);
      assertThat(held.isWithin(before))
          .as("seed %d, month %d: %s; the first two: %s", seed, month, held, before)
          .isTrue();
    }
    months.end();
  }
}
