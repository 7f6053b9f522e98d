package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the rows that a file_roll sink has written so far. */
final class RowFiles {
  private final Path dir;
  private final String node;

  RowFiles(Path dir) {
    this(dir, "");
  }

  private RowFiles(Path dir, String node) {
    this.dir = dir;
    this.node = node;
  }

  /** The rows of one node only. */
  RowFiles of(String oneNode) {
    return new RowFiles(dir, oneNode);
  }

  /** Every row, repeats included; a line that is still being written is left out. */
  List<Row> all() throws IOException {
    List<Row> rows = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(dir)) {
      for (Path file : files) {
        String text = Files.readString(file);
        text.substring(0, text.lastIndexOf('\n') + 1)
            .lines()
            .map(line -> new Row(JsonParser.parseString(line).getAsJsonObject()))
            .filter(row -> node.isEmpty() || row.node().equals(node))
            .forEach(rows::add);
      }
    }
    return rows;
  }

  /** Whether so many lines have been read, and all that count are in closed windows. */
  boolean isDrained(String aggregation, long lines) throws IOException {
    return sinkLines("read") - sinkLines("duplicate") == lines
        && windowLines(aggregation, "in") == sinkLines("counted");
  }

  /** What the newest rows of an aggregation by status say, by {@code start status}. */
  Map<String, Statistics> statistics(String aggregation) throws IOException {
    Map<String, Statistics> windows = new TreeMap<>();
    for (Row row : results(aggregation)) {
      windows.put(row.start() + " " + row.group("status"), Statistics.of(row));
    }
    return windows;
  }

  /** Rows with one id are the same, however often they came. */
  void assertRepeatsAreTheSame() throws IOException {
    Map<String, String> bodies = new HashMap<>();
    for (Row row : all()) {
      String body = row.json().toString();
      assertThat(bodies.merge(row.id(), body, (before, now) -> before))
          .as("a row that is delivered again is the same")
          .isEqualTo(body);
    }
  }

  /** The highest revision of each result of an aggregation. */
  Collection<Row> results(String aggregation) throws IOException {
    return latest(
        all().stream()
            .filter(row -> row.type().equals("row") && row.aggregation().equals(aggregation))
            .toList());
  }

  /** The highest revision of each window's books of an aggregation. */
  Collection<Row> windowBooks(String aggregation) throws IOException {
    return latest(
        all().stream()
            .filter(row -> row.isScope("window") && row.aggregation().equals(aggregation))
            .toList());
  }

  /** An entry of the sink's newest books; 0 before the first ones. */
  long sinkLines(String entry) throws IOException {
    return all().stream()
        .filter(row -> row.isScope("sink"))
        .max((a, b) -> Long.compare(a.revision(), b.revision()))
        .map(row -> row.lines(entry))
        .orElse(0L);
  }

  /** The sum of an entry over the books of all windows of an aggregation. */
  long windowLines(String aggregation, String entry) throws IOException {
    return windowBooks(aggregation).stream().mapToLong(row -> row.lines(entry)).sum();
  }

  private static Collection<Row> latest(List<Row> rows) {
    Map<String, Row> byIdentity = new LinkedHashMap<>();
    for (Row row : rows) {
      byIdentity.merge(row.identity(), row, (a, b) -> a.revision() >= b.revision() ? a : b);
    }
    return byIdentity.values();
  }
}
