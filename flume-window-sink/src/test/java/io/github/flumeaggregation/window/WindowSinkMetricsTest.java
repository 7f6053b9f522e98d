package io.github.flumeaggregation.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.metric.Metric;
import io.github.flumeaggregation.core.metric.MetricTable;
import io.github.flumeaggregation.core.metric.Reading;
import io.github.flumeaggregation.window.engine.EngineMetrics;
import io.github.flumeaggregation.window.state.StateMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.management.JMException;
import org.junit.jupiter.api.Test;

class WindowSinkMetricsTest {
  private static final List<Metric<?>> READ_WHILE_WORKING =
      MetricTable.all(EngineMetrics.TABLE, StateMetrics.TABLE, WindowSinkMetrics.RUNNING);

  /** Fails with the text that belongs on the page. */
  @Test
  void page_hasTheTable() throws IOException {
    assertThat(page("window-sink.md")).contains(rows(WindowSinkMetrics.ALL));
  }

  @Test
  void alertsPage_hasTheTableOfTheirSink() throws IOException {
    assertThat(page("alerts.md")).contains(rows(AlertmanagerSinkCounter.METRICS.metrics()));
  }

  private static String page(String name) throws IOException {
    return Files.readString(Path.of("..", "docs", name));
  }

  private static String rows(List<? extends Metric<?>> metrics) {
    return metrics.stream().map(WindowSinkMetricsTest::row).collect(Collectors.joining());
  }

  private static String row(Metric<?> metric) {
    String unit = metric.unit().isEmpty() ? "" : ", " + metric.unit();
    return "| `%s` | %s%s | %s |\n".formatted(metric.name(), metric.kind(), unit, metric.help());
  }

  @Test
  void stoppedSink_showsItsLastNumbersAndHowOldTheyAre() throws JMException {
    AtomicReference<SinkStatistics> source = new AtomicReference<>();
    AtomicLong wallMillis = new AtomicLong(5_000);
    WindowSinkCounter counter = new WindowSinkCounter("c", source::get, wallMillis::get);

    assertShown(counter, 0, 0);
    source.set(new SinkStatistics(Reading.nothing(READ_WHILE_WORKING), 2_000));
    assertShown(counter, 1, 3_000);
    source.set(null);
    wallMillis.set(9_000);
    assertShown(counter, 0, 7_000);
    wallMillis.set(1_000);
    assertShown(counter, 0, 0);
  }

  private static void assertShown(WindowSinkCounter counter, long working, long ageMillis)
      throws JMException {
    assertThat(counter.getAttribute("Working")).isEqualTo(working);
    assertThat(counter.getAttribute("NewestLineAgeMillis")).isEqualTo(ageMillis);
    assertThat(counter.getAttribute("LinesRead")).isEqualTo(0L);
    assertThat(counter.getAttribute("NotNumbersByField")).isEqualTo("");
  }
}
