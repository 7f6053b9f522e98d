package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows of {@code examples/visits.conf} are the visits that all lines amount to. */
class VisitsIT {
  private static final int LINES = 4_000;

  /** A client of 256 comes each hour or so. */
  private static final long MILLIS_PER_LINE = 15_000;

  private static final Duration GAP = Duration.ofMinutes(30);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);
  private static final Pattern LINE =
      Pattern.compile("(\\S+) .* \\[([^]]+)] \"\\S+ ([^ ?]+)\\S* [^\"]*\" (\\d+) (\\d+|-) .*\"");

  @TempDir Path dir;

  @Test
  void visits_areARowForEachRunOfAClientsLines() throws Exception {
    List<String> lines = new AccessLog(13, MILLIS_PER_LINE).lines(LINES);
    Map<String, Long> rows;
    try (Node web = new Node(dir.resolve("web"))) {
      Files.write(web.logs().resolve("access.log"), lines);
      web.start(
          "visits.conf",
          "a1.sinks.windows.idleTimeout = 2s",
          "a1.sinks.windows.files.rollInterval = 500ms");
      Map<String, Long> expected = visits(lines);
      web.agent().await("all visits", () -> read().size() >= expected.size());
      web.agent().stop();
      rows = read();
      assertThat(rows).hasSizeGreaterThan(1_000).isEqualTo(expected);
    }
  }

  /** The number of lines by client and start of the visit, of rows that stand. */
  private Map<String, Long> read() throws IOException {
    Map<String, Row> rows = new TreeMap<>();
    try (Stream<Path> files = Files.walk(dir.resolve("web/var/lib/flume"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        for (String line : Files.readAllLines(file)) {
          Row row = Row.parse(line);
          if (row.type().equals("row")) {
            rows.merge(row.group("client") + " " + row.start(), row, VisitsIT::newer);
          }
        }
      }
    }
    Map<String, Long> standing = new TreeMap<>();
    rows.forEach(
        (name, row) -> {
          if (!row.json().get("retracted").getAsBoolean()) {
            standing.put(name, row.value("count").longValueExact());
          }
        });
    return standing;
  }

  private static Row newer(Row one, Row other) {
    int before = one.json().get("revision").getAsInt();
    return before > other.json().get("revision").getAsInt() ? one : other;
  }

  private static Map<String, Long> visits(List<String> lines) {
    Map<String, List<Instant>> times = new TreeMap<>();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches() && Integer.parseInt(matcher.group(4)) < 400) {
        times
            .computeIfAbsent(matcher.group(1), client -> new ArrayList<>())
            .add(OffsetDateTime.parse(matcher.group(2), TIME).toInstant());
      }
    }
    Map<String, Long> visits = new TreeMap<>();
    times.forEach(
        (client, of) -> {
          of.sort(null);
          Instant start = Instant.MIN;
          Instant last = Instant.MIN;
          for (Instant time : of) {
            start = last.plus(GAP).isAfter(time) ? start : time;
            last = time;
            visits.merge(client + " " + start, 1L, Long::sum);
          }
        });
    return visits;
  }
}
