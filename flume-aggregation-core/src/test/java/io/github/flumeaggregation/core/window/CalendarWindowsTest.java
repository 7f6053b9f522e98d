package io.github.flumeaggregation.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calendar windows against a walk over every minute, looking at the clock on the wall. */
@Tag("search")
class CalendarWindowsTest {
  private static final long MINUTE = 60_000;

  @ParameterizedTest
  @CsvSource({
    // Clocks forward and back, by an hour, half an hour, never; and below the epoch.
    "Europe/Berlin, 2024-03-20",
    "Europe/Berlin, 2024-10-20",
    "America/New_York, 2024-03-01",
    "America/New_York, 2024-10-25",
    "Australia/Lord_Howe, 2024-04-01",
    "Australia/Lord_Howe, 2024-09-30",
    "Asia/Shanghai, 2024-02-25",
    "UTC, 1969-12-20",
    "America/Sao_Paulo, 2018-10-30",
    // Back from 00:00 to 23:00 and from 00:01 to 23:01, forward at 00:01, a day left out.
    "America/Sao_Paulo, 2018-02-10",
    "America/St_Johns, 2009-10-25",
    "America/St_Johns, 2010-10-31",
    "America/St_Johns, 2010-03-07",
    "Pacific/Apia, 2011-12-24"
  })
  void everyUnit_isCutWhereTheWallClockSays(String zoneName, String firstDay) {
    ZoneId zone = ZoneId.of(zoneName);
    long from = LocalDate.parse(firstDay).atStartOfDay(zone).toInstant().toEpochMilli();
    for (CalendarWindows.Unit unit : CalendarWindows.Unit.values()) {
      List<Long> cuts = cuts(unit, zone, from, from + 15 * 24 * 60 * MINUTE);
      for (int i = 0; i + 1 < cuts.size(); i++) {
        check(new CalendarWindows(unit, zone), cuts.get(i), cuts.get(i + 1));
      }
    }
  }

  static void check(AdjacentWindows windows, long start, long end) {
    String window = Instant.ofEpochMilli(start) + " to " + Instant.ofEpochMilli(end);
    for (long time = start; time < end; time += 7 * MINUTE) {
      assertThat(windows.sliceStart(time)).as(window).isEqualTo(start);
    }
    assertThat(windows.sliceStart(end - 1)).as(window).isEqualTo(start);
    assertThat(windows.firstEnd(start)).as(window).isEqualTo(end);
    assertThat(windows.lastEnd(start)).as(window).isEqualTo(end);
    assertThat(windows.start(end)).as(window).isEqualTo(start);
    assertThat(windows.endAfter(end - 1)).as(window).isEqualTo(end);
    assertThat(windows.endAfter(start)).as(window).isEqualTo(end);
  }

  /**
   * Where windows end and begin, found by looking at the clock each minute. A day begins when its
   * date is shown for the first time.
   */
  static List<Long> cuts(CalendarWindows.Unit unit, ZoneId zone, long from, long to) {
    List<Long> cuts = new ArrayList<>();
    LocalDate latest = Instant.ofEpochMilli(from - MINUTE).atZone(zone).toLocalDate();
    for (long time = from; time < to; time += MINUTE) {
      ZonedDateTime before = Instant.ofEpochMilli(time - MINUTE).atZone(zone);
      ZonedDateTime now = Instant.ofEpochMilli(time).atZone(zone);
      boolean newDay = now.toLocalDate().isAfter(latest);
      latest = newDay ? now.toLocalDate() : latest;
      if (isCut(unit, before, now, newDay)) {
        cuts.add(time);
      }
    }
    return cuts;
  }

  private static boolean isCut(
      CalendarWindows.Unit unit, ZonedDateTime before, ZonedDateTime now, boolean newDay) {
    return switch (unit) {
      case HOUR -> before.getHour() != now.getHour() || now.getMinute() == 0;
      case DAY -> newDay;
      case WEEK -> newDay && now.getDayOfWeek() == DayOfWeek.MONDAY;
      case MONTH -> newDay && now.getDayOfMonth() == 1;
    };
  }
}
