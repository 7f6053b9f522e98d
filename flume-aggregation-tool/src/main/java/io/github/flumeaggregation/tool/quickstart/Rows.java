package io.github.flumeaggregation.tool.quickstart;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the agent has written so far; each byte is read once. Of each row the newest is kept. */
final class Rows {
  private final Path folder;
  private final Map<Path, Long> read = new HashMap<>();
  private final Map<String, JsonObject> rows = new TreeMap<>();
  private final Map<String, JsonObject> windowBooks = new HashMap<>();
  private @Nullable JsonObject sinkBooks;
  private @Nullable String sample;

  Rows(Path folder) {
    this.folder = folder;
  }

  /** Reads what is new; whether there was anything. */
  boolean refresh() throws IOException {
    boolean news = false;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        news |= refresh(file);
      }
    }
    return news;
  }

  private boolean refresh(Path file) throws IOException {
    long from = read.getOrDefault(file, 0L);
    byte[] bytes;
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      bytes = new byte[(int) Math.min(in.length() - from, 64 << 20)];
      in.seek(from);
      in.readFully(bytes);
    }
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        add(new String(bytes, start, i - start, StandardCharsets.UTF_8));
        start = i + 1;
      }
    }
    read.put(file, from + start);
    return start > 0;
  }

  private void add(String line) {
    JsonObject row = new Gson().fromJson(line, JsonObject.class);
    boolean isSinks = row.has("scope") && text(row, "scope").equals("sink");
    if (isSinks) {
      sinkBooks = newer(sinkBooks, row);
    } else if (text(row, "type").equals("books")) {
      windowBooks.merge(identity(row), row, Rows::newer);
    } else {
      rows.merge(identity(row), row, Rows::newer);
      if (sample == null && text(row, "aggregation").equals("perMinute")) {
        sample = line;
      }
    }
  }

  /** A row's id without its revision. */
  private static String identity(JsonObject row) {
    String id = text(row, "id");
    return id.substring(0, id.lastIndexOf('/'));
  }

  private static JsonObject newer(@Nullable JsonObject a, JsonObject b) {
    return a == null || b.get("revision").getAsLong() >= a.get("revision").getAsLong() ? b : a;
  }

  static String text(JsonObject row, String key) {
    return row.get(key).getAsString();
  }

  static String start(JsonObject row) {
    return text(row.getAsJsonObject("window"), "start");
  }

  static String end(JsonObject row) {
    return text(row.getAsJsonObject("window"), "end");
  }

  /** The valid rows of an aggregation, by their ids. */
  List<JsonObject> of(String aggregation) {
    List<JsonObject> found = new ArrayList<>();
    for (JsonObject row : rows.values()) {
      boolean retracted = row.has("retracted") && row.get("retracted").getAsBoolean();
      if (text(row, "aggregation").equals(aggregation) && !retracted) {
        found.add(row);
      }
    }
    return found;
  }

  /** All rows in their newest revision. */
  Collection<JsonObject> all() {
    return rows.values();
  }

  /** One row as it was written; null as long as there is none. */
  @Nullable
  String sample() {
    return sample;
  }

  /** A number of the newest books of the sink; 0 as long as there are none. */
  long lines(String entry) {
    return sinkBooks == null ? 0 : sinkBooks.getAsJsonObject("lines").get(entry).getAsLong();
  }

  boolean hasBooks() {
    return sinkBooks != null;
  }

  /** How many lines are in the closed windows of an aggregation. */
  long linesIn(String aggregation) {
    long lines = 0;
    for (JsonObject books : windowBooks.values()) {
      if (text(books, "aggregation").equals(aggregation)) {
        lines += books.getAsJsonObject("lines").get("in").getAsLong();
      }
    }
    return lines;
  }
}
