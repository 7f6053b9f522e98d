package io.github.flumeaggregation.window.engine;

import static io.github.flumeaggregation.window.row.Events.T0;
import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random batches of events, read by one thread and by several: rows, the record of each batch and
 * the state after it are the same to the byte, and so is what is counted and said of the lines.
 */
@Tag("search")
class SharedLinesTest {
  private static final long SEEDS = Long.getLong("test.seeds", 40);
  private static final long FIRST_SEED = Long.getLong("test.seed", 1);
  private static final String COMPUTE =
      "count, sum(bytes), avg(bytes), min(bytes), max(bytes), p50(bytes), distinct(path),"
          + " histogram(bytes, 3, 50), last(bytes), variance(bytes)";

  private static final AtomicInteger TESTS = new AtomicInteger();

  /** Of this test alone: the threads of the one before may still be ending. */
  private final String name = "SharedLinesTest-" + TESTS.incrementAndGet();

  private final List<LineThreads> opened = new ArrayList<>();
  private Random random = new Random(FIRST_SEED);
  private final Map<String, Long> offsets = new HashMap<>();
  private long wallMillis = T0;
  private long second;

  /** An event, or with a null body the end of a batch. */
  private record Step(Map<String, String> headers, String body, long wallMillis) {}

  static LongStream seeds() {
    return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
  }

  @AfterEach
  void close() {
    opened.forEach(LineThreads::close);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatComesOfLines_isTheSameByAnyNumberOfThreads(long seed) {
    random = new Random(seed);
    Map<String, String> settings = settings();
    List<Step> steps = steps();
    List<String> alone = run(settings, steps, threads(1));
    for (int count = 2; count <= 4; count++) {
      List<String> shared = run(settings, steps, threads(count));
      for (int i = 0; i < alone.size(); i++) {
        assertThat(shared.get(i)).as("%d threads, part %d", count, i).isEqualTo(alone.get(i));
      }
      assertThat(shared).hasSameSizeAs(alone);
    }
  }

  private LineThreads threads(int count) {
    LineThreads threads = new LineThreads(name, count, 0, 0);
    opened.add(threads);
    return threads;
  }

  private static List<String> run(
      Map<String, String> settings, List<Step> steps, LineThreads threads) {
    Job job = Job.of("w", settings);
    WindowEngine engine = new WindowEngine(job);
    engine.useThreads(job, threads);
    List<String> outcome = new ArrayList<>();
    for (Step step : steps) {
      if (step.body != null) {
        engine.add(step.headers, bytes(step.body), step.wallMillis);
        continue;
      }
      engine.endBatch(step.wallMillis, Integer.MAX_VALUE);
      engine.tickAlerts(true, true);
      outcome.add(HexFormat.of().formatHex(engine.record().toBytes()));
      engine.record().reset();
      for (OutboxRow row : engine.takeResults()) {
        outcome.add(new TreeMap<>(row.headers()) + " " + Events.text(row));
      }
      outcome.add(hex(engine::encodeCommon));
      engine.aggregations().forEach(aggregation -> outcome.add(hex(aggregation::encode)));
      outcome.add(hex(engine.alerts()::encode));
      outcome.add(engine.numbersOutOfRange() + " " + engine.notNumbers());
    }
    return outcome;
  }

  private static String hex(Consumer<ByteWriter> state) {
    ByteWriter out = new ByteWriter();
    state.accept(out);
    return HexFormat.of().formatHex(out.toBytes());
  }

  private Map<String, String> settings() {
    Map<String, String> settings =
        Events.settings(
            "aggregations", "tumbling sliding odd day total soFar",
            "format", random.nextBoolean() ? "common" : "common, combined",
            "define.kind", "if(status >= 204, \"bad\", \"good\")",
            "alerts", "errors",
            "alerts.errors.on", "tumbling",
            "alerts.errors.when", "count > 1",
            "alerts.errors.maxAge", "off");
    settings.keySet().removeIf(key -> key.startsWith("aggregations.traffic"));
    aggregation(settings, "tumbling", "tumbling 1m");
    aggregation(settings, "sliding", "sliding 3m every 1m");
    aggregation(settings, "odd", "sliding 25s every 10s");
    aggregation(settings, "day", "calendar hour in Australia/Lord_Howe");
    aggregation(settings, "total", "total every 1m");
    aggregation(settings, "soFar", "cumulative 10m every 1m");
    settings.put("aggregations.total.maxGroups", "2");
    settings.put("aggregations.odd.top", "2 by count");
    settings.put("aggregations.odd.groupBy", "path");
    settings.put("aggregations.sliding.where", "kind == \"good\" or bytes + 1 > 20");
    settings.put("allowedLateness", List.of("0s", "2m", "20m", "1d").get(random.nextInt(4)));
    settings.put("maxOutOfOrder", random.nextBoolean() ? "0s" : "20s");
    return settings;
  }

  private void aggregation(Map<String, String> settings, String name, String window) {
    settings.put("aggregations." + name + ".window", window);
    settings.put("aggregations." + name + ".compute", COMPUTE);
    int by = random.nextInt(4);
    if (by > 0) {
      settings.put(
          "aggregations." + name + ".groupBy", List.of("status", "kind", "path").get(by - 1));
    }
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    int pace = random.nextInt(3) == 0 ? 40 : 3;
    for (int batch = 10 + random.nextInt(20); batch > 0; batch--) {
      for (int i = random.nextInt(30); i > 0; i--) {
        second += random.nextInt(60) == 0 ? random.nextInt(4_000) : random.nextInt(pace);
        steps.add(event());
      }
      wallMillis = Math.max(wallMillis + random.nextInt(10) * 1_000L, T0 + second * 1_000);
      steps.add(new Step(Map.of(), null, wallMillis));
    }
    return steps;
  }

  private Step event() {
    String file = "h1:1:" + random.nextInt(3) + ":n";
    if (random.nextInt(60) == 0) {
      Map<String, String> headers = new HashMap<>();
      headers.put("tail.progress", "true");
      headers.put("tail.readAt", Long.toString(wallMillis));
      String state = random.nextBoolean() ? "behind" : "end";
      long offset = offsets.getOrDefault(file, 0L);
      List<String> files = List.of(Events.file(file, offset, offset + 100, state));
      return new Step(headers, new String(Events.progress("h1", files), UTF_8), wallMillis);
    }
    String body = text();
    if (random.nextInt(15) == 0) {
      return new Step(new HashMap<>(), body, wallMillis);
    }
    long offset = offsets.merge(file, body.length() + 1L, Long::sum) - body.length() - 1;
    if (random.nextInt(40) == 0) {
      offset = Math.max(0, offset + random.nextInt(400) - 200);
    }
    Map<String, String> headers = position(file, offset, body);
    headers.put("tail.readAt", Long.toString(wallMillis - random.nextInt(60_000)));
    return new Step(headers, body, wallMillis);
  }

  private String text() {
    List<String> lines = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      long back = random.nextInt(40) == 0 ? random.nextInt(3_000) : random.nextInt(20);
      String line = line(second - back, 200 + random.nextInt(7), random.nextInt(50));
      lines.add(
          switch (random.nextInt(40)) {
            case 0 -> "what is this";
            case 1 -> line.replaceFirst("\\d+$", "x");
            case 2 -> line + "9".repeat(60);
            case 3 -> line(second + 20_000, 200, 1); // ahead of the clock
            case 4 -> line + " \"-\" \"agent\"";
            default -> line.replace("/a ", "/" + (char) ('a' + random.nextInt(12)) + " ");
          });
    }
    return String.join("\n", lines);
  }

  @Test
  void whatIsSaidOfLines_isTheSameByTwoThreads() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      second++;
      String body = line(second, 200, 1) + "\nno line\n" + line(second, 200, 1);
      steps.add(new Step(Map.of("tail.lines", "3"), body, wallMillis));
    }
    assertThat(remarks(steps, threads(2))).isEqualTo(remarks(steps, threads(1))).isNotEmpty();
  }

  private static List<String> remarks(List<Step> steps, LineThreads threads) {
    Job job = Job.of("w", Events.settings());
    WindowEngine engine = new WindowEngine(job);
    engine.useThreads(job, threads);
    steps.forEach(step -> engine.add(step.headers, bytes(step.body), step.wallMillis));
    engine.endBatch(T0, Integer.MAX_VALUE);
    return job.format.takeRemarks().stream()
        .map(remark -> remark.replaceAll(" of \\d+", ""))
        .toList();
  }

  @Test
  void linesOfABatch_areReadByHelpersThatEndWithTheSink() {
    LineThreads threads = threads(3);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      steps.add(new Step(Map.of(), line(i, 200, 1), wallMillis));
    }
    remarks(steps, threads);
    assertThat(helpers()).isEqualTo(2);
    threads.close();
    await().until(() -> helpers() == 0); // a pool has ended a moment before its last thread has
  }

  private long helpers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("window-sink-" + name + "-lines-"))
        .peek(thread -> assertThat(thread.isDaemon()).isTrue())
        .count();
  }

  @Test
  void anErrorOfAHelper_isThrownToTheCallerWhenAllHaveEnded() {
    LineThreads threads = threads(3);
    AtomicInteger ended = new AtomicInteger();
    Runnable failing =
        () -> {
          throw new OutOfMemoryError("as a test has it");
        };
    assertThatThrownBy(
            () -> threads.run(List.of(ended::incrementAndGet, failing, ended::incrementAndGet)))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(ended).hasValue(2);
    threads.run(List.of(ended::incrementAndGet, ended::incrementAndGet, ended::incrementAndGet));
    assertThat(ended).hasValue(5);
  }
}
