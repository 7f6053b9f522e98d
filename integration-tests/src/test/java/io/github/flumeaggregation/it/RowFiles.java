package io.github.flumeaggregation.it;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the rows that a file_roll sink has written so far. */
final class RowFiles {
  private final Path dir;

  RowFiles(Path dir) {
    this.dir = dir;
  }

  /** Every row, repeats included; a line that is still being written is left out. */
  List<Row> all() throws IOException {
    List<Row> rows = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(dir)) {
      for (Path file : files) {
        String text = Files.readString(file);
        text.substring(0, text.lastIndexOf('\n') + 1)
            .lines()
            .forEach(line -> rows.add(new Row(JsonParser.parseString(line).getAsJsonObject())));
      }
    }
    return rows;
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
