package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What window sinks have emitted, wherever it was read.
 *
 * @param all every row, repeats included
 */
record Rows(List<Row> all) {
  /** The rows of one node only. */
  Rows of(String node) {
    return new Rows(all.stream().filter(row -> row.node().equals(node)).toList());
  }

  /** The highest revision of each result of an aggregation. */
  Collection<Row> results(String aggregation) {
    return latest(
        all.stream()
            .filter(row -> row.type().equals("row") && row.aggregation().equals(aggregation))
            .toList());
  }

  /** The highest revision of each window's books of an aggregation. */
  Collection<Row> windowBooks(String aggregation) {
    return latest(
        all.stream()
            .filter(row -> row.isScope("window") && row.aggregation().equals(aggregation))
            .toList());
  }

  /** An entry of the sink's newest books; 0 before the first ones. */
  long sinkLines(String entry) {
    return all.stream()
        .filter(row -> row.isScope("sink"))
        .max((a, b) -> Long.compare(a.revision(), b.revision()))
        .map(row -> row.lines(entry))
        .orElse(0L);
  }

  /** The sum of an entry over the books of all windows of an aggregation. */
  long windowLines(String aggregation, String entry) {
    return windowBooks(aggregation).stream().mapToLong(row -> row.lines(entry)).sum();
  }

  /** Whether so many lines have been read, and all that count are in closed windows. */
  boolean areDrained(String aggregation, long lines) {
    return sinkLines("read") - sinkLines("duplicate") == lines
        && windowLines(aggregation, "in") == sinkLines("counted");
  }

  /** What the newest rows of an aggregation by status say, by {@code start status}. */
  Map<String, Statistics> statistics(String aggregation) {
    Map<String, Statistics> windows = new TreeMap<>();
    for (Row row : results(aggregation)) {
      windows.put(row.start() + " " + row.group("status"), Statistics.of(row));
    }
    return windows;
  }

  /** Likewise, where windows have one start and several ends, by {@code start end status}. */
  Map<String, Statistics> statisticsByEnd(String aggregation) {
    Map<String, Statistics> windows = new TreeMap<>();
    for (Row row : results(aggregation)) {
      if (!row.isRetracted()) {
        String window = row.start() + " " + row.end() + " ";
        windows.put(window + row.group("status"), Statistics.of(row));
      }
    }
    return windows;
  }

  /** What the newest rows of {@link Pipeline}'s sizes say, by {@code minute class}. */
  Map<String, String> sizes() {
    Map<String, String> sizes = new TreeMap<>();
    for (Row row : results("sizes")) {
      List<String> values = new ArrayList<>();
      for (String column :
          List.of("count", "size.le.1000", "size.le.1000000", "size.sum", "size.le.inf")) {
        values.add(row.value(column).toPlainString());
      }
      assertThat(values.remove(values.size() - 1)).isEqualTo(values.get(0));
      sizes.put(row.start() + " " + row.group("class"), String.join(" ", values));
    }
    return sizes;
  }

  /**
   * The newest rows of {@code traffic}, by minute and status, are what SQL computes, the books
   * balance, and rows with one id are the same, however often they came.
   */
  void assertTrafficIs(Duck duck) throws Exception {
    assertThat(statistics("traffic")).isEqualTo(duck.windows(60, 60));
    assertThat(sinkLines("counted")).isEqualTo(duck.requests());
    assertThat(windowLines("traffic", "aggregated")).isEqualTo(duck.requests());
    assertThat(sinkLines("read"))
        .isEqualTo(
            sinkLines("counted")
                + sinkLines("unparsed")
                + sinkLines("duplicate")
                + sinkLines("future"));
    assertRepeatsAreTheSame();
  }

  /** Rows with one id are the same, however often they came. */
  void assertRepeatsAreTheSame() {
    Map<String, String> bodies = new HashMap<>();
    for (Row row : all) {
      String body = row.json().toString();
      assertThat(bodies.merge(row.id(), body, (before, now) -> before))
          .as("a row that is delivered again is the same")
          .isEqualTo(body);
    }
  }

  private static Collection<Row> latest(List<Row> rows) {
    Map<String, Row> byIdentity = new LinkedHashMap<>();
    for (Row row : rows) {
      byIdentity.merge(row.identity(), row, (a, b) -> a.revision() >= b.revision() ? a : b);
    }
    return byIdentity.values();
  }
}
