package io.github.flumeaggregation.window.engine;

import static io.github.flumeaggregation.window.row.Events.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.window.alert.NoDataCause;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.time.Progress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports come every ten seconds; whoever can send events can forge them. */
class SourceWatchTest {
  private final SourceWatch watch = new SourceWatch();

  private void report(String node, long millis, String... files) {
    watch.add(new Progress(Map.of(), Events.progress(node, List.of(files)), millis), millis);
  }

  private NoDataCause why(long millis) {
    return watch.why(millis).cause();
  }

  @Test
  void namesThatNoHostAndNoFileHas_areNotRemembered() {
    report("h".repeat(256), 0);
    assertThat(why(1)).isEqualTo(NoDataCause.UNKNOWN);

    report("h", 0, file("h:1:1" + "x".repeat(1_000), 0, 5, "behind"));
    report("h", 0, file("h:1:1", 0, 5, "behind").replace("/var", "x".repeat(4_100)));

    assertThat(watch.nameCharacters()).isZero();
  }

  @Test
  void longNames_areRememberedUpToABoundInCharacters() {
    for (int i = 0; i < 5_000; i++) {
      String report = file("h:1:" + i, 0, 5, "behind").replace("/var", "x".repeat(4_000));
      report("h", i, report);
    }

    assertThat(watch.nameCharacters()).isBetween(15_000_000L, 16_000_000L);
    assertThat(why(5_000)).isEqualTo(NoDataCause.BEHIND);
  }

  @Test
  void manyFiles_thoseReportedLongestAgoAreForgotten() {
    for (int report = 0; report < 12; report++) {
      List<String> files = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        files.add(file("h:" + report + ":" + i, 5, 5, "end"));
      }
      watch.add(new Progress(Map.of(), Events.progress("h", files), report), report);
    }

    assertThat(watch.why(12).detail()).isEqualTo("all 100000 files are read to their end");
  }

  @Test
  void floodOfForgedNodes_doesNotForgetTheOneThatReports() {
    report("honest", 0, file("h:1:1", 0, 5, "behind"));
    for (int i = 0; i < 5_000; i++) {
      report("forged" + i, i);
      if (i % 500 == 0) {
        report("honest", i, file("h:1:1", 0, 5, "behind"));
      }
    }

    assertThat(why(5_000)).isEqualTo(NoDataCause.BEHIND);
  }

  @Test
  void filesOfANodeThatIsForgotten_areForgottenToo() {
    report("gone", 0, file("h:1:1", 0, 5, "behind"));
    for (int i = 0; i < 1_000; i++) {
      report("other" + i, 1);
    }

    assertThat(why(1)).isEqualTo(NoDataCause.NO_FILES);
    assertThat(watch.nameCharacters()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0})
  void intervalThatIsNone_saysNothing(long interval) {
    addWithInterval(interval, 0);

    assertThat(why(1)).isEqualTo(NoDataCause.UNKNOWN);
  }

  @Test
  void longestInterval_isNotSilent() {
    addWithInterval(Long.MAX_VALUE, 0);

    assertThat(why(1_000_000)).isEqualTo(NoDataCause.NO_FILES);
  }

  private void addWithInterval(long interval, long millis) {
    String report = new String(Events.progress("h", List.of()), StandardCharsets.UTF_8);
    byte[] body = Events.bytes(report.replace("10000", Long.toString(interval)));
    watch.add(new Progress(Map.of(), body, millis), millis);
  }
}
