package io.github.flumeaggregation.core.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowSpecTest {
  @Test
  void slidingWindow_hasLengthAndStep() {
    Windows windows = (Windows) WindowSpec.parse(" sliding  5m every 10s ");

    assertThat(windows.start(300_000)).isZero();
    assertThat(windows.firstEnd(0)).isEqualTo(10_000);
    assertThat(windows.lastEnd(0)).isEqualTo(300_000);
    assertThat(windows.endAfter(0)).isEqualTo(10_000);
  }

  @ParameterizedTest
  @CsvSource({
    "tumbling 1m, 0, 1",
    "tumbling 1m, 3600000, 61",
    "sliding 5m every 1m, 0, 5",
    "sliding 5m every 1m, 3600000, 65",
    "total every 1m, 3600000, 61",
    "calendar day in UTC, 3600000, 2",
    "tumbling 1ms, 3600000, 1000",
  })
  void slicesHeld_areThoseOfWindowsThatLinesMayStillChange(
      String window, long lateMillis, long slices) {
    Windows windows = (Windows) WindowSpec.parse(window);

    assertThat(windows.slicesHeld(86_430_000, lateMillis, 1_000)).isEqualTo(slices);
  }

  @Test
  void linesBelowTheEpoch_areInTheWindowThatContainsThem() {
    Windows windows = (Windows) WindowSpec.parse("sliding 30s every 10s");

    assertThat(windows.sliceStart(-1)).isEqualTo(-10_000);
    assertThat(windows.firstEnd(-10_000)).isZero();
    assertThat(windows.lastEnd(-10_000)).isEqualTo(20_000);
  }

  @Test
  void total_showsTheEpochAndIsFiledUnderItsLastStep() {
    Windows windows = (Windows) WindowSpec.parse("total every 1m");

    assertThat(windows.shownStart(120_000)).isZero();
    assertThat(windows.timestamp(120_000)).isEqualTo(60_000);
  }

  @Test
  void slidingWindows_beginAtMultiplesOfTheirStep() {
    Windows windows = (Windows) WindowSpec.parse("sliding 5m every 2m");

    // The line of 00:03:30 is in [00:00, 00:05) and [00:02, 00:07).
    long slice = windows.sliceStart(210_000);
    assertThat(windows.firstEnd(slice)).isEqualTo(300_000);
    assertThat(windows.lastEnd(slice)).isEqualTo(420_000);
    assertThat(windows.start(300_000)).isZero();
    assertThat(windows.endAfter(299_999)).isEqualTo(300_000);
    assertThat(windows.endAfter(300_000)).isEqualTo(420_000);
    assertThat(windows.lastEndBegunBefore(120_000)).isEqualTo(300_000);
    assertThat(windows.lastEndBegunBefore(120_001)).isEqualTo(420_000);
  }

  @Test
  void totalOfStepsBeforeTheEpoch_startsBeforeItsEnd() {
    Windows windows = (Windows) WindowSpec.parse("total every 1m");

    assertThat(windows.shownStart(0)).isEqualTo(-60_000);
    assertThat(windows.shownStart(-120_000)).isEqualTo(-180_000);
    assertThat(windows.shownStart(60_000)).isZero();
  }

  @Test
  void stepThatDoesNotDivideTheLength_isRemarkedUponWithOneThatDoes() {
    assertThat(WindowSpec.parse("sliding 5m every 7s").remark())
        .contains("slices of 1s, 300 to a window", "with 'every 6s'");
    assertThat(WindowSpec.parse("sliding 5m every 6s").remark()).isNull();
  }

  @Test
  void weeksThatBeginOnThursdays_areRemarkedUpon() {
    assertThat(WindowSpec.parse("tumbling 7d").remark()).contains("Thursday", "calendar week");
    assertThat(WindowSpec.parse("sliding 28d every 14d").remark()).contains("Thursday");
    assertThat(WindowSpec.parse("sliding 7d every 1d").remark()).isNull();
    assertThat(WindowSpec.parse("tumbling 1d").remark()).isNull();
    assertThat(WindowSpec.parse("cumulative 7d every 1d").remark()).contains("Thursday");
    assertThat(WindowSpec.parse("cumulative 1d every 1h").remark()).isNull();
  }

  @Test
  void sessionsWithoutAMaximum_areOfADayAtMost() {
    SessionWindows sessions = (SessionWindows) WindowSpec.parse("session 30m");

    assertThat(sessions.gapMillis()).isEqualTo(1_800_000);
    assertThat(sessions.maxMillis()).isEqualTo(86_400_000);
  }

  @Test
  void topOfSessions_isRefused() {
    Settings settings =
        Settings.of(
            "test",
            Map.of(
                "window",
                "session 30m",
                "groupBy",
                "name",
                "compute",
                "count",
                "top",
                "3 by count"));
    WindowSpec.read(settings, Aggregation.read("visits", settings, TestLines.FIELDS));

    assertThatThrownBy(settings::finish).hasMessageContaining("each session is of one group");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tumbling                  | allowed is 'tumbling 1m'",
        "tumbling 60               | the unit is missing",
        "tumbling 0s               | above 0",
        "sliding 5m                | sliding 5m every 10s",
        "sliding 10s every 5m      | at most the window's length",
        "calendar day              | calendar day in Europe/Berlin",
        "calendar year in UTC      | no unit 'year'",
        "calendar day in Berlin/Europe | no time zone 'Berlin/Europe'",
        "calendar day in Europe/Berln  | did you mean 'Europe/Berlin'?",
        "cumulative 1d             | cumulative 1d every 10s",
        "cumulative 1d every 7h    | multiple of the step",
        "cumulative 1h every 1d    | multiple of the step",
        "cumulative 1d every 0s    | above 0",
        "cumulative 7d every 6s    | at most 86,400 steps, and this has 100800",
        "cumulative 7d every 1d in UTC | leave 'in UTC' out",
        "cumulative 1d every 1h in Berln | no time zone 'Berln'",
        "session                   | 'session 30m max 24h'",
        "session 0s                | above 0",
        "session 30m max 20m       | at least as long as its gap",
        "session 2d                | say a 'max'",
        "session 30m every 1m      | allowed is",
        "every 1m                  | allowed is"
      })
  void wrongText_isRefusedWithWhatIsAllowed(String text, String message) {
    assertThatThrownBy(() -> WindowSpec.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "calendar hour in UTC",
        "calendar week in Asia/Shanghai",
        "total every 5s",
        "session 30m",
        "session 30m max 12h",
        "cumulative 90m every 30m",
        "cumulative 1d every 1s in Asia/Kathmandu"
      })
  void everyKind_isRead(String text) {
    assertThat(WindowSpec.parse(text)).isNotNull();
  }
}
