package io.github.flumeaggregation.interceptor;

import static io.github.flumeaggregation.interceptor.AccessLog.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.config.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flume.Event;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A scan of 20,000 random paths among ten paths that have 90% of the lines: monitoring and headers
 * still show the ten, and say what they do not know.
 */
@Tag("search")
class PathScanTest {
  private static final int SCANNED = 20_000;
  private static final int LINES = 10 * SCANNED;
  private static final int MAX_GROUPS = 1_000;

  private final Map<String, String> settings = new HashMap<>();
  private long wallMillis = AccessLog.TIME_MILLIS;
  private EventAggregator aggregator;

  PathScanTest() {
    settings.put("aggregations", "all latest");
    for (String name : settings.get("aggregations").split(" ")) {
      settings.put("aggregations." + name + ".groupBy", "path");
      settings.put("aggregations." + name + ".compute", "count");
    }
    settings.put("aggregations.latest.window", "sliding 5m");
    settings.put("stamp", "all.count, latest.count");
    start();
  }

  private void start() {
    aggregator =
        new EventAggregator(
            AggregationInterceptorConfig.read(Settings.of("test", settings)),
            () -> wallMillis,
            () -> 0);
  }

  private Event add(String path) {
    Event event = event(AccessLog.line(wallMillis, path, "-"));
    aggregator.beginBatch();
    aggregator.add(event.getHeaders(), event.getBody());
    return event;
  }

  private void scan(long seed) {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      paths.add(i < SCANNED ? "/scan/" + i : "/page/" + i % 10);
    }
    Collections.shuffle(paths, new Random(seed));
    paths.forEach(this::add);
  }

  private Map<String, Number> values() {
    Reading reading = aggregator.read();
    boolean more;
    do {
      more = reading.take();
      reading.digest();
    } while (more);
    return reading.byName();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10 by count"})
  void groupsOfManyLines_areShownExactlyDuringAndAfterTheScan(String top) {
    if (!top.isEmpty()) {
      settings.put("aggregations.all.top", top);
      settings.put("aggregations.latest.top", top);
    }
    start();

    scan(top.length());

    Map<String, Number> values = values();
    for (String name : List.of("all", "latest")) {
      long shown = 0;
      for (int page = 0; page < 10; page++) {
        String group = "{path=/page/" + page + "}";
        assertThat(values).containsEntry(name + ".count" + group, 18_000L);
        assertThat(values).doesNotContainKey(name + ".certain" + group);
        shown += values.get(name + ".count" + group).longValue();
      }
      assertThat(values.get(name + ".folded").longValue()).isBetween(1L, LINES - shown);
      assertThat(values.get(name + ".lacking").longValue())
          .isBetween(1L, (long) LINES / (MAX_GROUPS + 1));
      assertThat(values.get(name + ".count{path=(other)}").longValue()).isPositive();
    }
  }

  @Test
  void rankedGroupThatAFoldedOneCouldPush_isMarked() {
    settings.put("aggregations.all.top", "11 by count");
    start();

    scan(1);

    assertThat(values().keySet())
        .filteredOn(key -> key.startsWith("all.certain"))
        .hasSize(1)
        .allMatch(key -> key.startsWith("all.certain{path=/scan/"));
  }

  @Test
  void windowTenMinutesLater_isExactAgain() {
    scan(2);
    wallMillis += 600_000;
    for (int i = 0; i < 100; i++) {
      add("/page/" + i % 10);
    }

    Map<String, Number> values = values();

    for (int page = 0; page < 10; page++) {
      assertThat(values).containsEntry("latest.count{path=/page/" + page + "}", 10L);
    }
    assertThat(values)
        .containsEntry("latest.groups", 10L)
        .containsEntry("latest.folded", 0L)
        .containsEntry("latest.lacking", 0L);
    assertThat(add("/scan/3").getHeaders()).containsEntry("latest.count", "1");
  }

  @Test
  void headerOfAGroupThatWasFolded_isRightOrAbsent() {
    scan(3);
    Map<String, Integer> lines = new HashMap<>();
    int absent = 0;
    for (int i = 0; i < 2_000; i++) {
      int number = new Random(i).nextInt(SCANNED);
      int truth = 1 + lines.merge("/scan/" + number, 1, Integer::sum);
      Map<String, String> headers = add("/scan/" + number).getHeaders();
      for (String header : List.of("all.count", "latest.count")) {
        assertThat(headers.getOrDefault(header, "" + truth)).isEqualTo("" + truth);
        absent += headers.containsKey(header) ? 0 : 1;
      }
    }
    assertThat(absent).isPositive();
    assertThat(add("/page/4").getHeaders())
        .containsEntry("all.count", "18001")
        .containsEntry("latest.count", "18001");
  }
}
