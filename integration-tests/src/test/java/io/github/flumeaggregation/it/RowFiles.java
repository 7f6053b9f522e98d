package io.github.flumeaggregation.it;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads the rows that a file_roll sink has written so far; each call reads them anew. */
final class RowFiles {
  private final Path dir;

  RowFiles(Path dir) {
    this.dir = dir;
  }

  /** All that is there now; a line that is still being written is left out. */
  Rows read() throws IOException {
    List<Row> rows = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(dir)) {
      for (Path file : files) {
        String text = Files.readString(file);
        text.substring(0, text.lastIndexOf('\n') + 1)
            .lines()
            .forEach(line -> rows.add(Row.parse(line)));
      }
    }
    return new Rows(rows);
  }

  /** Every row, repeats included. */
  List<Row> all() throws IOException {
    return read().all();
  }

  /** The highest revision of each result of an aggregation. */
  Collection<Row> results(String aggregation) throws IOException {
    return read().results(aggregation);
  }

  /** The highest revision of each window's books of an aggregation. */
  Collection<Row> windowBooks(String aggregation) throws IOException {
    return read().windowBooks(aggregation);
  }

  /** An entry of the sink's newest books; 0 before the first ones. */
  long sinkLines(String entry) throws IOException {
    return read().sinkLines(entry);
  }

  /** The sum of an entry over the books of all windows of an aggregation. */
  long windowLines(String aggregation, String entry) throws IOException {
    return read().windowLines(aggregation, entry);
  }
}
