package io.github.flumeaggregation.tool.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.flumeaggregation.tool.rows.FinalRows;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  private static final long START = Instant.parse("2026-05-17T10:00:00Z").toEpochMilli();

  @TempDir Path dir;
  private final Map<String, String> settings = new HashMap<>();

  ReplayTest() {
    settings.put("node", "web1");
    settings.put("format", "json");
    settings.put("format.timeField", "t");
    settings.put("aggregations", "traffic sliding sums");
    settings.put("aggregations.traffic.window", "tumbling 1m");
    settings.put("aggregations.traffic.groupBy", "g");
    settings.put("aggregations.traffic.compute", "count");
    settings.put("aggregations.sliding.window", "sliding 5m every 1m");
    settings.put("aggregations.sliding.compute", "count, max(n), p99(n)");
    settings.put("aggregations.sums.window", "total every 10m");
    settings.put("aggregations.sums.compute", "sum(n)");
  }

  /** A line every second, a few seconds out of order, in three groups. */
  private static List<String> lines(Random random, int count) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant time = Instant.ofEpochMilli(START + 1_000L * i - random.nextInt(4_000));
      lines.add(
          String.format(
              "{\"t\":\"%s\",\"g\":\"%s\",\"n\":%d}",
              time, random.nextInt(3), random.nextInt(1000)));
    }
    return lines;
  }

  private Path write(String name, List<String> lines) throws IOException {
    Path path = dir.resolve(name);
    byte[] text = (String.join("\n", lines) + "\n").getBytes(UTF_8);
    if (!name.endsWith(".gz")) {
      return Files.write(path, text);
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write(text);
    }
    return path;
  }

  private FinalRows replay(List<Path> logs) {
    FinalRows rows = new FinalRows();
    new Replay("w", settings, logs, rows::add).run((bytes, read) -> {});
    return rows;
  }

  /** What rows say, without their revisions, which depend on the order in which lines came. */
  private static Set<String> contents(FinalRows rows) {
    Set<String> contents = new TreeSet<>();
    for (JsonObject row : rows.rows()) {
      row.remove("id");
      row.remove("revision");
      contents.add(row.toString());
    }
    return contents;
  }

  @Test
  void rows_areTheCountsOfTheLines() throws IOException {
    List<String> lines = lines(new Random(1), 10_000);
    Map<String, Integer> expected = new TreeMap<>();
    for (String line : lines) {
      String minute = line.substring(6, 22);
      expected.merge(minute + " " + line.split("\"")[7], 1, Integer::sum);
    }
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonObject row : replay(List.of(write("a", lines))).rows()) {
      if (row.get("aggregation").getAsString().equals("traffic")) {
        String minute = row.getAsJsonObject("window").get("start").getAsString().substring(0, 16);
        String group = row.getAsJsonObject("group").get("g").getAsString();
        counts.put(minute + " " + group, row.getAsJsonObject("values").get("count").getAsInt());
      }
    }
    assertThat(counts).isEqualTo(expected);
  }

  @Test
  void orderOfLogs_doesNotMatter() throws IOException {
    for (long seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      List<String> lines = lines(random, 3_000);
      Set<String> expected = contents(replay(List.of(write("all", lines))));
      List<Path> logs = new ArrayList<>();
      for (int from = 0; from < lines.size(); from += 700) {
        String name = "part" + from + (random.nextBoolean() ? ".gz" : "");
        logs.add(write(name, lines.subList(from, Math.min(from + 700, lines.size()))));
      }
      logs.add(Files.writeString(dir.resolve("empty"), ""));
      Collections.shuffle(logs, random);
      assertThat(contents(replay(logs))).as("seed %d", seed).isEqualTo(expected);
      assertThat(expected).hasSizeGreaterThan(200);
    }
  }

  @Test
  void booksBalance_withTheLinesThatWereRead() throws IOException {
    List<String> lines = lines(new Random(2), 1_000);
    lines.add("no JSON");
    List<String> json = replay(List.of(write("a", lines))).json();
    String sinkBooks =
        json.stream().filter(row -> row.contains("\"scope\":\"sink\"")).findFirst().orElseThrow();
    assertThat(sinkBooks)
        .contains("\"read\":1001", "\"counted\":1000", "\"unparsed\":1", "\"duplicate\":0");
  }

  @Test
  void logThatIsNamedTwice_isReadTwice() throws IOException {
    Path log = write("a", lines(new Random(3), 100));
    String once = contents(replay(List.of(log))).toString();
    assertThat(contents(replay(List.of(log, log))).toString()).isNotEqualTo(once);
  }

  @Test
  void alertsOfRecentLines_areNoRows() throws IOException {
    settings.put("alerts", "any");
    settings.put("alerts.any.on", "traffic");
    settings.put("alerts.any.when", "count > 0");
    settings.put("alerts.any.maxAge", "off");
    List<Path> logs = List.of(write("a", lines(new Random(4), 1_000)));
    assertThat(replay(logs).json()).noneMatch(row -> row.startsWith("["));
  }
}
