package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle itself, on lines few enough to count by hand. */
class DuckTest {
  private static final String LINE =
      "192.0.2.1 - - [17/May/2015:%s +0200] \"GET / HTTP/1.1\" %s %s \"-\" \"a \\\"b\\\"\"";

  @TempDir Path dir;

  @Test
  void tumblingWindows_areHalfOpenAndInUtc() throws Exception {
    write("12:00:59 200 10", "12:01:00 200 20", "12:01:30 200 5", "12:01:59 304 -");
    try (Duck duck = Duck.over(dir.resolve("*.log"))) {
      assertThat(duck.windows(60, 60))
          .hasSize(3)
          .containsEntry("2015-05-17T10:00:00Z 200", statistics(1, 10, 10, 60))
          .containsEntry("2015-05-17T10:01:00Z 200", statistics(2, 25, 20, 60))
          .containsEntry("2015-05-17T10:01:00Z 304", statistics(1, 0, 0, 60));
    }
  }

  @Test
  void slidingWindows_holdALineOncePerSlide() throws Exception {
    write("12:05:00 200 10", "12:06:30 200 20", "no log line");
    try (Duck duck = Duck.over(dir.resolve("*.log"))) {
      assertThat(duck.requests()).isEqualTo(2);
      assertThat(duck.windows(120, 60))
          .hasSize(3)
          .containsEntry("2015-05-17T10:04:00Z 200", statistics(1, 10, 10, 120))
          .containsEntry("2015-05-17T10:05:00Z 200", statistics(2, 30, 20, 120))
          .containsEntry("2015-05-17T10:06:00Z 200", statistics(1, 20, 20, 120));
    }
  }

  @Test
  void sessions_endWithAGapAndAreCutIfTheyAreTooLong() throws Exception {
    write("12:05:00 200 10", "12:05:09 200 20", "12:05:19 200 30", "12:05:31 200 5");
    try (Duck duck = Duck.over(dir.resolve("*.log"))) {
      assertThat(duck.sessions(10, 600))
          .hasSize(3)
          .containsEntry("2015-05-17T10:05:00Z 2015-05-17T10:05:19Z 200", statistics(2, 30, 20, 19))
          .containsEntry("2015-05-17T10:05:19Z 2015-05-17T10:05:29Z 200", statistics(1, 30, 30, 10))
          .containsEntry("2015-05-17T10:05:31Z 2015-05-17T10:05:41Z 200", statistics(1, 5, 5, 10));
      assertThat(duck.sessions(20, 30))
          .hasSize(2)
          .containsEntry("2015-05-17T10:05:00Z 2015-05-17T10:05:30Z 200", statistics(3, 60, 30, 30))
          .containsEntry("2015-05-17T10:05:31Z 2015-05-17T10:05:51Z 200", statistics(1, 5, 5, 20));
    }
  }

  @Test
  void cumulativeWindows_holdALineFromItsStepOn() throws Exception {
    write("12:05:00 200 10", "12:06:30 200 20", "12:11:00 200 30");
    try (Duck duck = Duck.over(dir.resolve("*.log"))) {
      assertThat(duck.cumulativeWindows(480, 240))
          .hasSize(3)
          .containsEntry(
              "2015-05-17T10:00:00Z 2015-05-17T10:08:00Z 200", statistics(2, 30, 20, 480))
          .containsEntry(
              "2015-05-17T10:08:00Z 2015-05-17T10:12:00Z 200", statistics(1, 30, 30, 240))
          .containsEntry(
              "2015-05-17T10:08:00Z 2015-05-17T10:16:00Z 200", statistics(1, 30, 30, 480));
    }
  }

  private void write(String... lines) throws Exception {
    Files.write(
        dir.resolve("a.log"),
        List.of(lines).stream()
            .map(
                line -> line.matches("[0-9].*") ? LINE.formatted((Object[]) line.split(" ")) : line)
            .toList());
  }

  private static Statistics statistics(long count, long sum, long max, long windowSeconds) {
    return Statistics.of(
        BigDecimal.valueOf(count), BigDecimal.valueOf(sum), BigDecimal.valueOf(max), windowSeconds);
  }
}
