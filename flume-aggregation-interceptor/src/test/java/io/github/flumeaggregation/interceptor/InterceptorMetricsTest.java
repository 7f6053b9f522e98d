package io.github.flumeaggregation.interceptor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.metric.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class InterceptorMetricsTest {
  /** Fails with the text that belongs on the page. */
  @Test
  void page_hasTheTable() throws IOException {
    String rows =
        InterceptorMetrics.TABLE.metrics().stream()
            .map(InterceptorMetricsTest::row)
            .collect(Collectors.joining());

    assertThat(Files.readString(Path.of("..", "docs", "interceptor.md"))).contains(rows);
  }

  private static String row(Metric<?> metric) {
    String unit = metric.unit().isEmpty() ? "" : ", " + metric.unit();
    return "| `%s` | %s%s | %s |\n".formatted(metric.name(), metric.kind(), unit, metric.help());
  }
}
