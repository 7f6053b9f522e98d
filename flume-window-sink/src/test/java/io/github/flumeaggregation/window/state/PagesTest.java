package io.github.flumeaggregation.window.state;

import static io.github.flumeaggregation.window.row.Events.WALL;
import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Windows of more rows than may wait come in pages, of which no more wait than may; the rows, their
 * ids and their order are those of a sink without a bound, whatever is restarted in between.
 */
@Tag("search")
class PagesTest {
  private static final long SEEDS = Long.getLong("test.seeds", 20);
  private static final long FIRST_SEED = Long.getLong("test.seed", 1);
  private static final int LINES = 300;

  @TempDir Path directory;
  private Random random = new Random(FIRST_SEED);

  static LongStream seeds() {
    return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void rowsInPages_areTheSameAsWithoutABound(long seed) {
    random = new Random(seed);
    List<String> lines = lines();
    int[] batches = random.ints(LINES, 1, 40).toArray();
    Map<String, String> settings = settings();
    int maxPendingRows = 1 + random.nextInt(12);
    List<String> expected = run(settings, lines, batches, 1_000_000, false);
    List<String> inPages = run(settings, lines, batches, maxPendingRows, true);
    // Notifications come behind the other results of their page.
    expected.sort(Comparator.comparing(PagesTest::isNotification));
    inPages.sort(Comparator.comparing(PagesTest::isNotification));
    for (int i = 0; i < expected.size(); i++) {
      assertThat(i < inPages.size() ? inPages.get(i) : "missing")
          .as("row %d", i)
          .isEqualTo(expected.get(i));
    }
    assertThat(inPages).hasSameSizeAs(expected);
  }

  @Test
  void windowOfManyGroups_comesByOneCommitAfterTheOther_thoughThereIsRoom() {
    StateConfig config =
        States.config(
            Events.settings(
                "stateDir", directory.resolve("state").toString(),
                "aggregations.traffic.groupBy", "bytes",
                "aggregations.traffic.compute", "count",
                "aggregations.traffic.maxGroups", "100000"));
    int groups = 2 * DurableEngine.MOST_ROWS_A_COMMIT + 5;
    try (DurableEngine engine = DurableEngine.open(config, new Disk())) {
      for (int from = 0; from < groups; from += 1_000) {
        StringBuilder body = new StringBuilder();
        for (int i = from; i < Math.min(groups, from + 1_000); i++) {
          body.append(line(0, 200, i)).append('\n');
        }
        String lines = body.toString();
        engine.add(position("f", from * 1_000L, lines), bytes(lines), WALL);
      }
      engine.commit(WALL);
      engine.channelIdle(WALL);
      assertThat(engine.outbox().size()).isEqualTo(DurableEngine.MOST_ROWS_A_COMMIT);
      assertThat(engine.hasResultsLeft()).isTrue();
      while (engine.hasResultsLeft()) {
        engine.commit(WALL);
      }
      assertThat(Events.bodies(engine.outbox().all(), "row")).hasSize(groups);
    }
  }

  private static boolean isNotification(String row) {
    return row.contains("type=alert");
  }

  private Map<String, String> settings() {
    Map<String, String> settings =
        Events.settings(
            "aggregations", "tumbling sliding total top",
            "aggregations.tumbling.window", "tumbling 1m",
            "aggregations.sliding.window", "sliding 3m every 1m",
            "aggregations.sliding.maxGroups", "20",
            "aggregations.total.window", "total every 1m",
            "aggregations.top.window", "tumbling 2m",
            "aggregations.top.top", "7 by count",
            "aggregations.top.maxGroups", "12",
            "alerts", "many",
            "alerts.many.on", "tumbling",
            "alerts.many.when", "count > 1",
            "alerts.many.maxAge", "off");
    settings.keySet().removeIf(key -> key.startsWith("aggregations.traffic"));
    for (String name : List.of("tumbling", "sliding", "total", "top")) {
      settings.put("aggregations." + name + ".groupBy", "status");
      settings.put(
          "aggregations." + name + ".compute",
          "count, sum(bytes), max(bytes), p50(bytes), distinct(bytes)");
    }
    settings.put("allowedLateness", List.of("0s", "1m", "20m").get(random.nextInt(3)));
    settings.put("maxOutOfOrder", random.nextBoolean() ? "0s" : "30s");
    return settings;
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    long second = 0;
    for (int i = 0; i < LINES; i++) {
      second += random.nextInt(6);
      long back = random.nextInt(8) == 0 ? random.nextInt(300) : 0;
      lines.add(line(Math.max(0, second - back), 200 + random.nextInt(50), random.nextInt(90)));
    }
    return lines;
  }

  private List<String> run(
      Map<String, String> settings,
      List<String> lines,
      int[] batches,
      int maxPendingRows,
      boolean restarts) {
    Map<String, String> all = new TreeMap<>(settings);
    all.put("maxPendingRows", Integer.toString(maxPendingRows));
    all.put("stateDir", directory.resolve("state" + maxPendingRows).toString());
    StateConfig config = States.config(all);
    List<String> rows = new ArrayList<>();
    DurableEngine engine = DurableEngine.open(config, FaultyDisk.sound());
    int next = 0;
    for (int batch = 0; next < lines.size(); batch++) {
      for (int i = 0; i < batches[batch] && next < lines.size(); i++) {
        String line = lines.get(next);
        engine.add(position("h:1:1:n", next * 1_000L, line), bytes(line), WALL);
        next++;
      }
      engine.commit(WALL);
      engine = drain(engine, false, config, rows, maxPendingRows, restarts);
    }
    engine.channelIdle(WALL);
    drain(engine, true, config, rows, maxPendingRows, restarts).close();
    return rows;
  }

  private DurableEngine drain(
      DurableEngine running,
      boolean idle,
      StateConfig config,
      List<String> rows,
      int maxPendingRows,
      boolean restarts) {
    DurableEngine engine = running;
    while (engine.outbox().size() > 0) {
      List<OutboxRow> waiting = engine.outbox().all();
      assertThat(waiting).hasSizeLessThanOrEqualTo(maxPendingRows);
      int taken = restarts ? 1 + random.nextInt(waiting.size()) : waiting.size();
      waiting.subList(0, taken).stream()
          .filter(PagesTest::isNoSinkBooks)
          .forEach(row -> rows.add(new TreeMap<>(row.headers()) + Events.text(row)));
      engine.outbox().acknowledge(taken);
      if (restarts && random.nextInt(40) == 0) {
        engine.close();
        engine = DurableEngine.open(config, FaultyDisk.sound());
      }
      if (idle) {
        engine.channelIdle(WALL);
      } else {
        engine.commit(WALL);
      }
    }
    return engine;
  }

  /** Those are sent whenever something is. */
  private static boolean isNoSinkBooks(OutboxRow row) {
    return !Events.text(row).contains("\"scope\":\"sink\"");
  }
}
