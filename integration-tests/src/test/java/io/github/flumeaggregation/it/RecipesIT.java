package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes' rows are those of a computation from all lines. */
@Tag("versions")
class RecipesIT {
  private static final int LINES = 8_000;

  /** 6 h 40 min of event time, with midnight in Shanghai in them. */
  private static final long MILLIS_PER_LINE = 3_000;

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final String[] HOSTS = {"www.example.com", "api.example.com", "example.org"};
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);
  private static final Pattern LINE =
      Pattern.compile("(\\S+) .* \\[([^]]+)] \"\\S+ ([^ ?]+)\\S* [^\"]*\" (\\d+) (\\d+|-) .*\"");

  @TempDir Path dir;

  private record Request(String host, OffsetDateTime time, String path, int status, long bytes) {
    static Stream<Request> parse(String line) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        return Stream.empty();
      }
      String bytes = matcher.group(5);
      return Stream.of(
          new Request(
              matcher.group(1),
              OffsetDateTime.parse(matcher.group(2), TIME),
              matcher.group(3),
              Integer.parseInt(matcher.group(4)),
              bytes.equals("-") ? 0 : Long.parseLong(bytes)));
    }

    String minute() {
      return time.toInstant().truncatedTo(ChronoUnit.MINUTES).toString();
    }

    LocalDate day() {
      return time.atZoneSameInstant(SHANGHAI).toLocalDate();
    }
  }

  @Test
  void recipes_answerTheirQuestions() throws Exception {
    List<Request> requests;
    Rows rows;
    try (Node web = new Node(dir.resolve("web"))) {
      requests = writeLog(web.logs().resolve("access.log"));
      web.start(
          "recipes.conf",
          "a1.sinks.windows.idleTimeout = 2s",
          "a1.sinks.windows.files.rollInterval = 500ms");
      web.agent().await("all rows", () -> read().areDrained("urls", LINES));
      web.agent().stop();
      rows = read();
    }
    assertThat(rows.sinkLines("counted")).isEqualTo(requests.size());
    assertThat(counts(rows, "urls", "path")).isEqualTo(busiestUrls(requests));
    assertThat(counts(rows, "errors", "host")).isEqualTo(errorsByHost(requests));
    assertThat(bytesPerDay(rows)).isEqualTo(bytesPerDay(requests));
    assertThat(dir.resolve("web/var/lib/flume/rows/bytes").toFile().list())
        .as("days in Shanghai")
        .containsExactlyInAnyOrder("20150517", "20150518");
  }

  private static List<Request> writeLog(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : new AccessLog(11, MILLIS_PER_LINE).lines(LINES)) {
      lines.add(AccessLog.isSound(line) ? HOSTS[line.length() % HOSTS.length] + " " + line : line);
    }
    Files.write(file, lines);
    return lines.stream().flatMap(Request::parse).toList();
  }

  private Rows read() throws IOException {
    List<Row> rows = new ArrayList<>();
    try (Stream<Path> files = Files.walk(dir.resolve("web/var/lib/flume/rows"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        Files.readAllLines(file).forEach(line -> rows.add(Row.parse(line)));
      }
    }
    return new Rows(rows);
  }

  private static Map<String, Long> counts(Rows rows, String aggregation, String field) {
    Map<String, Long> counts = new HashMap<>();
    for (Row row : rows.results(aggregation)) {
      if (!row.group(field).equals("(other)") && !row.json().get("retracted").getAsBoolean()) {
        counts.put(row.start() + " " + row.group(field), row.value("count").longValueExact());
      }
    }
    return counts;
  }

  private static Map<String, Long> busiestUrls(List<Request> requests) {
    Map<String, Map<String, Long>> byMinute = new HashMap<>();
    for (Request request : requests) {
      byMinute
          .computeIfAbsent(request.minute(), m -> new HashMap<>())
          .merge(request.path(), 1L, Long::sum);
    }
    Map<String, Long> busiest = new HashMap<>();
    byMinute.forEach(
        (minute, counts) ->
            counts.entrySet().stream()
                .sorted(
                    Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(10)
                .forEach(url -> busiest.put(minute + " " + url.getKey(), url.getValue())));
    return busiest;
  }

  private static Map<String, Long> errorsByHost(List<Request> requests) {
    Map<String, Long> errors = new HashMap<>();
    requests.stream()
        .filter(request -> request.status() >= 500)
        .forEach(request -> errors.merge(request.minute() + " " + request.host(), 1L, Long::sum));
    return errors;
  }

  private static Map<LocalDate, Long> bytesPerDay(Rows rows) {
    Map<LocalDate, Long> bytes = new HashMap<>();
    for (Row row : rows.results("bytes")) {
      assertThat(row.start().atZone(SHANGHAI).toLocalTime()).isEqualTo("00:00");
      bytes.put(row.start().atZone(SHANGHAI).toLocalDate(), row.value("bytes").longValueExact());
    }
    return bytes;
  }

  private static Map<LocalDate, Long> bytesPerDay(List<Request> requests) {
    Map<LocalDate, Long> bytes = new HashMap<>();
    requests.forEach(request -> bytes.merge(request.day(), request.bytes(), Long::sum));
    return bytes;
  }
}
