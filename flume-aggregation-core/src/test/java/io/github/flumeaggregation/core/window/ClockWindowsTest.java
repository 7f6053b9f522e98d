package io.github.flumeaggregation.core.window;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows by the clock against a walk over every minute, looking at the clock on the wall. */
@Tag("search")
class ClockWindowsTest {
  private static final long MINUTE = 60_000;

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2024-03-28",
    "Europe/Berlin, 2024-10-24",
    "Australia/Lord_Howe, 2024-04-04",
    "Australia/Lord_Howe, 2024-10-03",
    "Asia/Kathmandu, 1969-12-29",
    "America/Sao_Paulo, 2018-11-01",
    "America/Sao_Paulo, 2018-02-15",
    "America/St_Johns, 2009-10-30",
    "America/St_Johns, 2010-11-05",
    "America/St_Johns, 2010-03-12",
    "Pacific/Apia, 2011-12-28"
  })
  void windowsBegin_whenTheWallClockComesToAMultipleForTheFirstTime(
      String zoneName, String firstDay) {
    ZoneId zone = ZoneId.of(zoneName);
    long from = LocalDate.parse(firstDay).atStartOfDay(zone).toInstant().toEpochMilli();
    for (int minutes : new int[] {1, 15, 45, 60, 360, 1440}) {
      List<Long> cuts = cuts(minutes * MINUTE, zone, from, from + 6 * 24 * 60 * MINUTE);
      for (int i = 0; i + 1 < cuts.size(); i++) {
        CalendarWindowsTest.check(
            new ClockWindows(minutes * MINUTE, zone), cuts.get(i), cuts.get(i + 1));
      }
    }
  }

  /** Where windows end and begin, found by looking at the clock each minute. */
  static List<Long> cuts(long everyMillis, ZoneId zone, long from, long to) {
    List<Long> cuts = new ArrayList<>();
    LocalDateTime latest = Instant.ofEpochMilli(from - MINUTE).atZone(zone).toLocalDateTime();
    for (long time = from; time < to; time += MINUTE) {
      LocalDateTime shown = Instant.ofEpochMilli(time).atZone(zone).toLocalDateTime();
      if (shown.isAfter(latest)) {
        if (!window(shown, everyMillis).equals(window(latest, everyMillis))) {
          cuts.add(time);
        }
        latest = shown;
      }
    }
    return cuts;
  }

  private static String window(LocalDateTime shown, long everyMillis) {
    LocalDateTime midnight = shown.toLocalDate().atStartOfDay();
    return midnight + " " + Duration.between(midnight, shown).toMillis() / everyMillis;
  }
}
