package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.metric.Metric;
import io.github.flumeaggregation.tail.watch.TailStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TailMetricsTest {
  /** Fails with the text that belongs on the page. */
  @Test
  void page_hasTheTable() throws IOException {
    String rows =
        TailStats.TABLE.metrics().stream().map(TailMetricsTest::row).collect(Collectors.joining());

    assertThat(Files.readString(Path.of("..", "docs", "tail-source.md"))).contains(rows);
  }

  private static String row(Metric<?> metric) {
    String unit = metric.unit().isEmpty() ? "" : ", " + metric.unit();
    return "| `%s` | %s%s | %s |\n".formatted(metric.name(), metric.kind(), unit, metric.help());
  }
}
