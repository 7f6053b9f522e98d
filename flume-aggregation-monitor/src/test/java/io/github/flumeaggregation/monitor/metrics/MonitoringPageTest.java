package io.github.flumeaggregation.monitor.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.monitor.RealComponents;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page names every metric, and none that there is not. */
class MonitoringPageTest {
  private static final List<ShownMetric> ALWAYS =
      List.of(
          WindowValues.VALUE,
          WindowValues.END,
          InterceptorValues.VALUE,
          InterceptorValues.NOT_NUMBERS,
          MetricsPage.LATE,
          MetricsPage.LEFT_OUT,
          ProcessValues.START,
          ProcessValues.HEAP_USED,
          ProcessValues.HEAP_MAX);

  private static final Pattern NAME = Pattern.compile("\\b(flume_|jvm_|process_)[a-z_]+");

  @TempDir static Path dir;
  private static Look look;

  @BeforeAll
  static void lookAtEveryKindOfComponent() throws Exception {
    try (RealComponents agent = new RealComponents(dir);
        ComponentReader reader = new ComponentReader(ManagementFactory.getPlatformMBeanServer())) {
      agent.take();
      look = reader.look();
    }
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("..", "docs", "monitoring.md"));
  }

  private static String row(ShownMetric metric) {
    return "| `%s` | %s | %s |\n".formatted(metric.fullName(), metric.kind, metric.help);
  }

  private static String rows(Stream<ShownMetric> metrics) {
    return metrics.map(MonitoringPageTest::row).distinct().collect(Collectors.joining());
  }

  /**
   * The metrics that a component of ours has beside those of Flume's components, in their order.
   */
  private static Stream<ShownMetric> ownMetrics(String component) {
    Component found =
        look.components.stream().filter(each -> each.name.equals(component)).findFirst().get();
    Map<String, ShownMetric> byName = new LinkedHashMap<>();
    for (MBeanAttributeInfo attribute : found.values().keySet()) {
      ShownMetric shown = AttributeNames.of(found.type, found.className, attribute);
      boolean isOwn = attribute.getDescriptor().getFieldValue("metricType") != null;
      if (shown != null && isOwn) {
        byName.putIfAbsent(shown.fullName(), shown);
      }
    }
    return byName.values().stream();
  }

  /** Fails with the text that belongs on the page. */
  @Test
  void page_hasTheTables() throws IOException {
    assertThat(page())
        .contains(rows(ALWAYS.stream()))
        .contains(rows(ownMetrics("windows")))
        .contains(rows(ownMetrics("log")))
        .contains(rows(ownMetrics("live")))
        .contains(rows(ownMetrics("alerts")))
        .contains(rows(StockMetrics.all().stream()));
  }

  @Test
  void page_namesNoMetricThatThereIsNot() throws IOException {
    Set<String> known = new TreeSet<>();
    Stream<ShownMetric> own =
        Stream.of("windows", "log", "live", "alerts").flatMap(MonitoringPageTest::ownMetrics);
    Stream.of(ALWAYS.stream(), own, StockMetrics.all().stream())
        .flatMap(metrics -> metrics)
        .forEach(metric -> known.add(metric.fullName()));
    assertThat(NAME.matcher(page()).results().map(MatchResult::group)).isSubsetOf(known);
  }

  @Test
  void attributesOfStockComponents_allHaveNamesOfTheirOwn() {
    for (Component component : look.components) {
      for (MBeanAttributeInfo attribute : component.values().keySet()) {
        ShownMetric shown = AttributeNames.of(component.type, component.className, attribute);
        boolean isNamed =
            shown == null
                || !shown.help.endsWith("of the component's bean")
                || component.type.equals("interceptor");
        assertThat(isNamed).as(component.type + '.' + attribute.getName()).isTrue();
      }
    }
  }
}
