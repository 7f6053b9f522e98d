package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The interceptor's examples do what their comments say. */
class InterceptorExamplesIT {
  private static final long SEED = Long.getLong("it.seed", 20260519L);
  private static final int LINES = 3_000;
  private static final Instant START = Instant.parse("2026-05-17T09:58:30Z");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** One request of every two seconds or so; its time is in whole seconds. */
  private record Request(long second, String host, int status, int millis, String path) {
    static Request random(Random random, int number) {
      return new Request(
          START.getEpochSecond() + number / 2,
          random.nextBoolean() ? "www.example.com" : "shop.example.com",
          random.nextInt(10) == 0 ? 500 + random.nextInt(5) : 200,
          random.nextInt(3_000),
          random.nextInt(20) == 0 ? "/export/all" : "/p/" + random.nextInt(50));
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "%s 192.0.2.7 - - [%s] \"GET %s HTTP/1.1\" %d 1234 %d.%03d",
          host,
          TIME.format(Instant.ofEpochSecond(second)),
          path,
          status,
          millis / 1000,
          millis % 1000);
    }

    boolean isError() {
      return status >= 500;
    }

    boolean isSlow() {
      return millis > 1_500 && !path.startsWith("/export/");
    }
  }

  private final List<Request> requests = new ArrayList<>();

  @TempDir Path dir;

  @BeforeEach
  void writeLog() throws IOException {
    System.out.println("it.seed = " + SEED);
    Random random = new Random(SEED);
    for (int i = 0; i < LINES; i++) {
      requests.add(Request.random(random, i));
    }
    Files.write(dir.resolve("access.log"), requests.stream().map(Request::line).toList());
  }

  private StockAgent start(String example, String... folders) throws Exception {
    for (String folder : folders) {
      Files.createDirectories(dir.resolve("lib").resolve(folder));
    }
    String conf =
        Files.readString(FlumeHome.PROJECT.resolve("examples").resolve(example))
            .replace("/var/log/nginx", dir.toString())
            .replace("/var/lib/flume", dir.resolve("lib").toString());
    assertThat(conf).doesNotContain("/var/");
    return StockAgent.start(FlumeHome.createIn(dir), conf, Monitoring.JVM_OPTIONS);
  }

  /** The lines in the files of a folder. */
  private List<String> written(String folder) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(dir.resolve("lib").resolve(folder))) {
      for (Path file : files.toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private List<String> lines(Predicate<Request> which) {
    return requests.stream().filter(which).map(Request::line).toList();
  }

  @Test
  void errorsByHost_areCountedAndOnlyTheyGoOn() throws Exception {
    try (StockAgent agent = start("errors-by-host.conf", "errors")) {
      Monitoring monitoring = Monitoring.of(agent);
      agent.await("all lines", () -> monitoring.number("INTERCEPTOR.web", "LinesRead") == LINES);
      List<String> errors = lines(Request::isError);
      agent.await("all errors", () -> written("errors").size() >= errors.size());

      assertThat(written("errors")).isEqualTo(errors);
      assertThat(monitoring.values("INTERCEPTOR.web"))
          .containsEntry("all.count", Integer.toString(LINES))
          .containsEntry("all.sent", Integer.toString(LINES * 1234))
          .containsEntry("LinesDropped", Integer.toString(LINES - errors.size()))
          .containsAllEntriesOf(byHost("errors", Request::isError))
          .containsAllEntriesOf(byHost("latest", r -> r.isError() && isInLastFiveMinutes(r)));
    }
  }

  private boolean isInLastFiveMinutes(Request request) {
    return request.second > requests.get(LINES - 1).second - 300;
  }

  private Map<String, String> byHost(String aggregation, Predicate<Request> which) {
    return requests.stream()
        .filter(which)
        .collect(
            Collectors.groupingBy(
                request -> aggregation + ".count{host=" + request.host + "}",
                TreeMap::new,
                Collectors.collectingAndThen(Collectors.counting(), String::valueOf)));
  }

  @Test
  void responseTime_isStampedAsTheMovingAverage() throws Exception {
    try (StockAgent agent = start("response-time.conf", "lines")) {
      agent.await("all lines", () -> written("lines").size() >= LINES);

      List<String> written = written("lines");
      assertThat(written).hasSize(LINES);
      for (int i = 0; i < LINES; i++) {
        assertStamped(written.get(i), i);
      }
    }
  }

  /** The lines are in order, so the window of line {@code last} ends with it. */
  private void assertStamped(String written, int last) {
    Request request = requests.get(last);
    List<Request> window =
        requests.subList(0, last + 1).stream()
            .filter(earlier -> earlier.second > request.second - 300)
            .toList();
    double average = window.stream().mapToInt(Request::millis).average().orElseThrow() / 1000;
    int slowest = window.stream().mapToInt(Request::millis).max().orElseThrow();
    Map<String, String> headers = headers(written);

    assertThat(written).endsWith(request.line());
    assertThat(headers).containsEntry("status", Integer.toString(request.status));
    assertThat(Double.parseDouble(headers.get("latest.seconds"))).isCloseTo(average, within(1e-9));
    assertThat(Double.parseDouble(headers.get("latest.slowest"))).isEqualTo(slowest / 1000.0);
  }

  /** What the stock serializer wrote before the line: <code>{a=1, b=2} line</code>. */
  private static Map<String, String> headers(String written) {
    Map<String, String> headers = new TreeMap<>();
    for (String entry : written.substring(1, written.indexOf('}')).split(", ")) {
      headers.put(entry.split("=", 2)[0], entry.split("=", 2)[1]);
    }
    return headers;
  }

  @Test
  void slowRequests_takeAChannelOfTheirOwn() throws Exception {
    try (StockAgent agent = start("slow-requests.conf", "slow", "lines")) {
      List<String> slow = lines(Request::isSlow);
      agent.await("all lines", () -> written("slow").size() + written("lines").size() >= LINES);

      assertThat(written("slow")).isEqualTo(slow).isNotEmpty();
      assertThat(written("lines")).isEqualTo(lines(request -> !request.isSlow()));
    }
  }
}
