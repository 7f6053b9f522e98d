package io.github.flumeaggregation.monitor.metrics;

import static io.github.flumeaggregation.monitor.RealComponents.line;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.flumeaggregation.core.live.LiveFrame;
import io.github.flumeaggregation.core.live.LiveRow;
import io.github.flumeaggregation.core.live.LiveShape;
import io.github.flumeaggregation.core.live.LiveWindow;
import io.github.flumeaggregation.core.live.LiveWindows;
import io.github.flumeaggregation.monitor.RealComponents;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.MBeanAttributeInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsPageTest {
  private final MetricsPage page = new MetricsPage(100);

  @TempDir Path dir;

  @AfterEach
  void stopWatching() {
    LiveWindows.keep(0);
  }

  private String write(List<Component> components, LiveWindow... windows) {
    return new String(
        page.write(page.format(null), new Look(components, 0), List.of(windows)), UTF_8);
  }

  @Test
  void realComponents_showTheirNumbersByTheConventions() throws Exception {
    LiveWindows.keep(100);
    try (RealComponents agent = new RealComponents(dir);
        ComponentReader reader = new ComponentReader(ManagementFactory.getPlatformMBeanServer())) {
      agent.take(
          line("ann", "10:00:00", "GET /a HTTP/1.1", 10),
          "no such line",
          line("ann", "10:00:01", "GET /a HTTP/1.1", 20),
          line("bob", "10:00:02", "POST /b HTTP/1.1", 5),
          line("bob", "10:02:00", "GET /a HTTP/1.1", 1));
      await().until(() -> !LiveWindows.all().isEmpty());
      String text =
          new String(page.write(page.format(null), reader.look(), LiveWindows.all()), UTF_8);
      assertThat(text.lines())
          .contains(
              "# TYPE flume_channel_events gauge",
              "flume_channel_events{channel=\"lines\"} 0.0",
              "flume_channel_capacity_events{channel=\"lines\"} 100.0",
              "flume_channel_fill_ratio{channel=\"lines\"} 0.0",
              "flume_channel_events_put_total{channel=\"lines\"} 5.0",
              "flume_sink_events_drained_total{sink=\"windows\"} 5.0",
              "flume_sink_events_drained_total{sink=\"stock-sink\"} 0.0",
              "flume_source_events_received_total{source=\"stock-source\"} 0.0",
              "# TYPE flume_source_lines_read_total counter",
              "# HELP flume_source_lines_read_total lines read since the start",
              "flume_source_lines_read_total{source=\"log\"} 0.0",
              "flume_window_sink_lines_total{outcome=\"counted\",sink=\"windows\"} 4.0",
              "flume_window_sink_lines_total{outcome=\"unparsed\",sink=\"windows\"} 1.0",
              "flume_window_sink_working{sink=\"windows\"} 1.0",
              "flume_alertmanager_sink_alerts_waiting{sink=\"alerts\"} 0.0",
              "flume_interceptor_lines_total{interceptor=\"live\",outcome=\"counted\"} 4.0",
              "flume_interceptor_value{aggregation=\"by\",column=\"sum(bytes)\",interceptor=\"live\""
                  + ",user=\"ann\"} 30.0",
              "flume_window_value{aggregation=\"traffic\",column=\"avg(bytes)\",method=\"GET\""
                  + ",sink=\"windows\",user=\"ann\"} 15.0",
              "flume_window_value{aggregation=\"traffic\",column=\"count\",method=\"POST\""
                  + ",sink=\"windows\",user=\"bob\"} 1.0",
              "flume_window_end_time_seconds{aggregation=\"traffic\",sink=\"windows\"}"
                  + " 1.43185686E9",
              "flume_monitor_series_left_out_total 0.0",
              "flume_monitor_late_components 0.0")
          .noneMatch(line -> line.contains("first(path)"))
          .noneMatch(line -> line.matches("flume.*_(millis|micros)(_.*|\\{.*)"));
    }
  }

  @Test
  void openMetrics_isWrittenForWhoAsksForIt() {
    String accept = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5";
    assertThat(page.format(accept).contentType()).startsWith("application/openmetrics-text");
    String text =
        new String(page.write(page.format(accept), new Look(List.of(), 0), List.of()), UTF_8);
    assertThat(text).endsWith("# EOF\n");
    assertThat(page.format("text/html, */*").contentType()).startsWith("text/plain");
    assertThat(page.format(null).contentType()).startsWith("text/plain");
  }

  private static Component component(String type, Object... namesAndValues) {
    Map<MBeanAttributeInfo, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(
          new MBeanAttributeInfo((String) namesAndValues[i], "long", "", true, false, false),
          namesAndValues[i + 1]);
    }
    return new Component(type, "x", "some.Counter", values);
  }

  @Test
  void componentOfSomebodyElse_isShownByItsHabits_andContradictionsAreLeftOut() {
    String text =
        write(
            List.of(
                component(
                    "sink",
                    "RowCount",
                    3L,
                    "Row",
                    4L,
                    "SomeLevel",
                    1.5,
                    "OnTime",
                    true,
                    "Text",
                    "t"),
                component("channel", "ChannelFillPercentage", Double.MAX_VALUE)));
    assertThat(text.lines())
        .contains(
            "flume_sink_row_total{sink=\"x\"} 3.0",
            "# TYPE flume_sink_some_level untyped",
            "flume_sink_some_level{sink=\"x\"} 1.5",
            "flume_sink_on_time{sink=\"x\"} 1.0")
        .noneMatch(line -> line.startsWith("flume_sink_row{") || line.contains("fill_ratio"));
  }

  private static LiveWindow window(List<String> fields, List<LiveRow> rows) {
    return new LiveWindow(
        new LiveShape("w", "a", fields, List.of("count", "column")),
        new LiveFrame(0, 60_000, 0, 0, 0),
        rows,
        0);
  }

  private static LiveRow row(boolean other, String... group) {
    return new LiveRow(List.of(group), other, List.of(BigDecimal.ONE, BigDecimal.TEN));
  }

  @Test
  void hostileGroups_areEscaped_andFieldsThatCannotBeLabelsGetOtherNames() {
    String text =
        write(
            List.of(),
            window(
                List.of("sink", "ids(path)", "ids path", "__x", "1", "other"),
                List.of(
                    row(false, "a\"b\\c\nd", "<script>", "\u202e", "\u0000", "", "(other)"),
                    row(true, "o", "o", "o", "o", "o", "o"))));
    assertThat(text.lines().filter(line -> line.startsWith("flume_window_value{")))
        .hasSize(4)
        .anyMatch(
            line ->
                line.contains("sink=\"w\"")
                    && line.contains("sink_=\"a\\\"b\\\\c\\nd\"")
                    && line.contains("ids_path=\"<script>\"")
                    && line.contains("ids_path_=\"\u202e\"")
                    && line.contains("other_=\"(other)\"")
                    && line.contains("column=\"count\""))
        .filteredOn(line -> line.contains("other=\"true\""))
        .hasSize(2);
  }

  @Test
  void moreSeriesThanAllowed_areLeftOutAndCounted() {
    List<LiveRow> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      rows.add(row(false, "g" + i));
    }
    String text = write(List.of(), window(List.of("g"), rows));
    assertThat(text.lines().filter(line -> line.startsWith("flume_window_value{"))).hasSize(100);
    assertThat(text).contains("flume_monitor_series_left_out_total 20.0");
    assertThat(write(List.of(), window(List.of("g"), rows)))
        .contains("flume_monitor_series_left_out_total 40.0");
  }

  @Test
  void valueThatIsEmpty_isLeftOut() {
    LiveRow row = new LiveRow(List.of("g"), false, Collections.nCopies(2, null));
    assertThat(write(List.of(), window(List.of("g"), List.of(row))))
        .doesNotContain("flume_window_value");
  }

  @Test
  void valuesOfInterceptors_areTakenApart() {
    Component live =
        component(
            "interceptor",
            "by.count{if(a == 1, \"x\", b)=1%2C2,method=(other%29}",
            1L,
            "by.sum(bytes){user=(other)}",
            2L,
            "plain.count",
            3L,
            "NotNumbers.bytes",
            4L);
    assertThat(write(List.of(live)).lines())
        .contains(
            "flume_interceptor_value{aggregation=\"by\",column=\"count\",if_a_1_x_b=\"1,2\""
                + ",interceptor=\"x\",method=\"(other)\"} 1.0",
            "flume_interceptor_value{aggregation=\"by\",column=\"sum(bytes)\",interceptor=\"x\""
                + ",other=\"true\",user=\"(other)\"} 2.0",
            "flume_interceptor_value{aggregation=\"plain\",column=\"count\",interceptor=\"x\"} 3.0",
            "flume_interceptor_not_numbers_by_field_total{field=\"bytes\",interceptor=\"x\"} 4.0");
  }

  @Test
  void sinkThatDoesNotKnowItsTotalsYet_showsNoZeros() {
    Component opening = component("sink", "Working", 0L, "RowCount", 0L, "BatchEmptyCount", 7L);
    assertThat(write(List.of(opening)))
        .contains("flume_sink_batches_empty_total{sink=\"x\"} 7.0")
        .doesNotContain("flume_sink_row_total");
  }
}
