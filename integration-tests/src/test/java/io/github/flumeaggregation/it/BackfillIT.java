package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log gives the same final rows however it is read: while it is written, at different batch
 * sizes, in one go, as many files in random order, and by an agent that is killed meanwhile.
 */
class BackfillIT {
  private static final long SEED = Long.getLong("it.seed", 20261122);
  private static final int LINES = 3_000;
  private static final int FILES = 50;
  private static final int CHUNK = 250;

  /** 3,000 lines at 16 s are 13 hours; at 24 minutes, 50 days. */
  private static final long DAY_MILLIS_PER_LINE = 16_000;

  private static final long MANY_DAYS_MILLIS_PER_LINE = 1_440_000;

  /** Many rows at a time, and none that waits for others. */
  private static final String FAST_DELIVERY =
      """
      a1.channels.results.keep-alive = 0
      """;

  @TempDir Path dir;
  private final Random random = new Random(SEED);

  /** An agent with logs, state and rows of its own. */
  private final class Run {
    final Pipeline pipeline;
    final FlumeHome home;
    private final String settings;

    Run(String name, String... settings) throws Exception {
      Path own = Files.createDirectory(dir.resolve(name));
      pipeline = Pipeline.in(own);
      home = FlumeHome.createIn(own);
      this.settings = String.join("\n", settings) + "\n";
    }

    StockAgent start() throws IOException {
      return StockAgent.start(home, pipeline.durableConf() + FAST_DELIVERY + settings);
    }

    void finish(StockAgent agent) throws Exception {
      agent.await("all lines in closed windows", () -> pipeline.isDrainedAfterKills(LINES));
      agent.stop();
    }

    /** The newest of each row, without id and number of the revision. */
    Map<String, String> finalRows() throws IOException {
      Map<String, String> rows = new TreeMap<>();
      for (String aggregation : List.of("perMinute", "fiveMinutes")) {
        for (Row row : pipeline.rows().results(aggregation)) {
          JsonObject body = row.json();
          String identity = row.identity();
          body.remove("id");
          body.remove("revision");
          rows.put(identity, body.toString());
        }
      }
      return rows;
    }
  }

  private Map<String, String> oneGo(List<String> lines) throws Exception {
    Run run = new Run("oneGo");
    Files.write(run.pipeline.logs().resolve("access.log"), lines);
    try (StockAgent agent = run.start()) {
      run.finish(agent);
    }
    try (Duck duck = Duck.over(run.pipeline.logs().resolve("*"))) {
      assertThat(run.pipeline.windows("perMinute")).isEqualTo(duck.windows(60, 60));
      assertThat(run.pipeline.windows("fiveMinutes")).isEqualTo(duck.windows(300, 60));
    }
    return run.finalRows();
  }

  private Map<String, String> live(String name, List<String> lines, String... settings)
      throws Exception {
    Run run = new Run(name, settings);
    try (RotatingLog log = new RotatingLog(run.pipeline.logs().resolve("access.log"));
        StockAgent agent = run.start()) {
      for (int at = 0; at < LINES; at += CHUNK) {
        log.write(lines.subList(at, at + CHUNK));
        agent.liveAtMost(random.nextInt(200));
        if (at == LINES / 2) {
          log.rename();
          log.reopen();
        }
      }
      run.finish(agent);
    }
    return run.finalRows();
  }

  /** With kills at any moment before the last start. */
  private Map<String, String> files(String name, List<String> lines, int kills, String... settings)
      throws Exception {
    Run run = new Run(name, settings);
    writeInRandomOrder(run.pipeline.logs(), lines);
    for (int kill = 0; kill < kills; kill++) {
      try (StockAgent agent = run.start()) {
        agent.liveAtMost(1_000 + random.nextInt(1_500));
        agent.kill();
      }
    }
    try (StockAgent agent = run.start()) {
      run.finish(agent);
    }
    assertThat(run.pipeline.rows().windowLines("perMinute", "late")).isZero();
    run.pipeline.rows().read().assertRepeatsAreTheSame();
    return run.finalRows();
  }

  /** Neither names nor times of the files say which comes first. */
  private void writeInRandomOrder(Path logs, List<String> lines) throws IOException {
    List<Integer> names = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      names.add(i);
    }
    Collections.shuffle(names, random);
    int size = LINES / FILES;
    for (int i = 0; i < FILES; i++) {
      Path file = logs.resolve(names.get(i) + ".log");
      Files.write(file, lines.subList(i * size, (i + 1) * size));
      Files.setLastModifiedTime(file, FileTime.fromMillis(random.nextInt(1 << 30) * 1_000L));
    }
  }

  @Test
  void logOfADay_givesTheSameRowsHoweverItIsRead() throws Exception {
    System.out.println("it.seed = " + SEED);
    List<String> lines = new AccessLog(SEED, DAY_MILLIS_PER_LINE).lines(LINES);
    Map<String, String> expected = oneGo(lines);

    assertThat(live("liveByLine", lines, "a1.sources.log.batchSize = 7")).isEqualTo(expected);
    assertThat(live("liveInBlocks", lines, "a1.sources.log.linesPerEvent = 60"))
        .isEqualTo(expected);
    assertThat(files("files", lines, 0)).isEqualTo(expected);
    assertThat(files("filesKilled", lines, 3)).isEqualTo(expected);
  }

  @Test
  void logOfManyDaysInFilesInRandomOrder_givesTheSameRowsWithProgressEvents() throws Exception {
    System.out.println("it.seed = " + SEED);
    List<String> lines = new AccessLog(SEED, MANY_DAYS_MILLIS_PER_LINE).lines(LINES);
    Map<String, String> expected = oneGo(lines);

    assertThat(files("files", lines, 2, "a1.sources.log.progressEvents = 1s")).isEqualTo(expected);
  }
}
