package io.github.flumeaggregation.interceptor;

import static io.github.flumeaggregation.interceptor.AccessLog.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.config.Settings;
import java.util.HashMap;
import java.util.Map;
import org.apache.flume.Event;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the numbers of an interceptor may take in memory, and what is given up beyond. */
@Tag("search")
class MaxStateBytesTest {
  private static final long MIB = 1 << 20;

  private final Map<String, String> settings = new HashMap<>();
  private long wallMillis = AccessLog.TIME_MILLIS;

  MaxStateBytesTest() {
    settings.put("aggregations", "t");
    settings.put("aggregations.t.groupBy", "path");
    settings.put("aggregations.t.window", "sliding 5m");
    settings.put("aggregations.t.compute", "count, sum(bytes)");
    settings.put("aggregations.t.maxGroups", "1000");
  }

  private EventAggregator aggregator() {
    return new EventAggregator(
        AggregationInterceptorConfig.read(Settings.of("test", settings)),
        () -> wallMillis,
        () -> 0);
  }

  private void add(EventAggregator aggregator, String path, String agent) {
    Event event = event(AccessLog.line(wallMillis, path, agent));
    aggregator.beginBatch();
    aggregator.add(event.getHeaders(), event.getBody());
  }

  private static Map<String, Number> values(EventAggregator aggregator) {
    Reading reading = aggregator.read();
    boolean more;
    do {
      more = reading.take();
      reading.digest();
    } while (more);
    return reading.byName();
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    runtime.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Each group has a line in each second. */
  private void fill(EventAggregator aggregator, int seconds, int groups, int keyBytes) {
    String prefix = "/" + "x".repeat(keyBytes);
    for (int second = 0; second < seconds; second++) {
      for (int i = 0; i < groups; i++) {
        add(aggregator, prefix + i, "agent" + (second * 31 + i) % 997);
      }
      wallMillis += 1_000;
    }
  }

  private static long sumOfCounts(Map<String, Number> values) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("t.count"))
        .mapToLong(entry -> entry.getValue().longValue())
        .sum();
  }

  @Test
  void keysOfAKilobyteInManySlices_areKeptOnce() {
    EventAggregator aggregator = aggregator();
    long before = used();

    fill(aggregator, 100, 1_900, 1_000);

    long held = used() - before;
    assertThat(held).as("100 slices of 1,900 groups").isLessThan(40 * MIB);
    assertThat(values(aggregator).get("StateBytes").longValue()).isBetween(held / 2, held * 3 / 2);
    assertThat(values(aggregator)).containsEntry("GroupsHalved", 0L);
    assertThat(sumOfCounts(values(aggregator))).isEqualTo(190_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count",
        "count, distinct(agent)",
        "count, p50(bytes), p99(bytes)",
        "count, first(agent), last(path)"
      })
  void moreThanMaxStateBytes_foldsTheGroupsOfFewestLines(String compute) {
    settings.put("maxStateBytes", "2MiB");
    settings.put("aggregations.t.compute", compute);
    settings.put("aggregations.t.maxGroups", "10000");
    EventAggregator aggregator = aggregator();
    long before = used();

    for (int second = 0; second < 50; second++) {
      for (int i = 0; i < 1_000; i++) {
        add(aggregator, i % 2 == 0 ? "/often" : "/" + second + "/" + i, "agent" + i);
      }
      wallMillis += 1_000;
    }

    Map<String, Number> values = values(aggregator);
    assertThat(values.get("StateBytes").longValue()).isBetween(1L, 2 * MIB);
    assertThat(used() - before).isLessThan(5 * MIB);
    assertThat(values.get("GroupsHalved").longValue()).isPositive();
    assertThat(values)
        .containsEntry("NumbersDropped", 0L)
        .containsEntry("t.count{path=/often}", 25_000L);
    assertThat(values.get("t.folded").longValue()).isPositive();
    assertThat(sumOfCounts(values)).isEqualTo(50_000);
  }

  @Test
  void withoutAWindow_groupsAreFoldedLikewise() {
    settings.put("maxStateBytes", "1MiB");
    settings.remove("aggregations.t.window");
    settings.put("aggregations.t.maxGroups", "10000");
    EventAggregator aggregator = aggregator();

    fill(aggregator, 2, 3_000, 1_000);

    assertThat(values(aggregator).get("StateBytes").longValue()).isBetween(1L, MIB);
    assertThat(values(aggregator).get("GroupsHalved").longValue()).isPositive();
    assertThat(sumOfCounts(values(aggregator))).isEqualTo(6_000);
  }

  @Test
  void oneGroupThatTakesTooMuch_startsAnewAndIsBooked() {
    settings.put("maxStateBytes", "1MiB");
    settings.remove("aggregations.t.groupBy");
    settings.put("aggregations.t.compute", "count, distinct(path), distinct(agent)");
    settings.put("aggregations", "t u");
    settings.put("aggregations.u.compute", "count");
    EventAggregator aggregator = aggregator();

    fill(aggregator, 300, 150, 1);

    assertThat(values(aggregator).get("NumbersDropped").longValue()).isPositive();
    assertThat(values(aggregator)).containsEntry("u.count", 45_000L);
    assertThat(values(aggregator).get("t.count").longValue()).isLessThan(45_000);
    assertThat(values(aggregator).get("StateBytes").longValue()).isLessThan(MIB);
  }

  @Test
  void scansOfWhichEachFolds_rememberNoMoreThanTheWindowHasSlices() {
    settings.put("aggregations.t.maxGroups", "1");
    EventAggregator aggregator = aggregator();
    long before = used();

    for (int i = 0; i < 60_000; i++) {
      add(aggregator, "/" + i, "-");
      wallMillis += 1;
    }

    assertThat(used() - before).isLessThan(MIB);
  }

  @Test
  void lessThanAMebibyte_isRefused() {
    settings.put("maxStateBytes", "1000KiB");

    assertThatThrownBy(this::aggregator)
        .hasMessageContaining("maxStateBytes = '1000KiB': allowed is 1MiB or more");
  }

  private void addOf(EventAggregator aggregator, String file, long offset) {
    Event event = AccessLog.tailed(offset, AccessLog.line(wallMillis, "/", "-"), 1);
    event.getHeaders().put("tail.file", file);
    aggregator.beginBatch();
    aggregator.add(event.getHeaders(), event.getBody());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "status >= 500"})
  void longNamesOfManyFiles_areWithinTheBound(String keep) {
    settings.put("maxStateBytes", "1MiB");
    if (!keep.isEmpty()) {
      settings.put("keep", keep);
    }
    EventAggregator aggregator = aggregator();
    String name = "f".repeat(900);
    long before = used();

    for (int i = 0; i < 5_000; i++) {
      addOf(aggregator, name + i, 0);
    }
    addOf(aggregator, name + 4_999, 0);

    assertThat(used() - before).isLessThan(2 * MIB);
    Map<String, Number> values = values(aggregator);
    assertThat(values.get("StateBytes").longValue()).isBetween(100_000L, MIB);
    assertThat(values.get("PartitionsForgotten").longValue()).isGreaterThan(4_000);
    assertThat(values).containsEntry("LinesCounted", 5_000L).containsEntry("LinesDuplicate", 1L);
  }

  @Test
  void gapsOfManyFiles_areWithinTheBound() {
    settings.put("maxStateBytes", "1MiB");
    EventAggregator aggregator = aggregator();

    for (int gap = 0; gap < 400; gap++) {
      for (int file = 0; file < 100; file++) {
        addOf(aggregator, "f" + file, gap * 1_000L);
      }
    }

    Map<String, Number> values = values(aggregator);
    assertThat(values.get("StateBytes").longValue()).isBetween(50_000L, MIB);
    assertThat(
            values.get("AssumedCounted").longValue() + values.get("PositionsForgotten").longValue())
        .isPositive();
    assertThat(values).containsEntry("LinesCounted", 40_000L).containsEntry("LinesDuplicate", 0L);
  }
}
