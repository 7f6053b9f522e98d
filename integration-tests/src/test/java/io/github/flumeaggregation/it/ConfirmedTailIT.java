package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From files through memory channels to exactly-once files, with {@code confirmedBy}: agents are
 * killed at any moment while the log grows, is rotated, copied and truncated, and what the position
 * file calls delivered is deleted. Each line counts once.
 */
@Tag("versions")
class ConfirmedTailIT {
  private static final int KILLS = Integer.getInteger("it.kills");

  /** Of a shorter log nothing tells whether a copy of it was read, so it is counted again. */
  private static final int PROVABLE_BYTES = 4_096;

  /** With so many bytes a log begins, so that what is read of it at first can prove its copy. */
  private static final int FIRST_BYTES = 1_024;

  private static final int CHUNK = 1_500;
  private static final long MILLIS_PER_LINE = 40;
  private static final int LONGEST_LIFE_MILLIS = 2_500;
  private static final int LONGEST_START_MILLIS = 3_000;
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";
  private static final long SEED = Long.getLong("it.seed", 20261127);

  private static final String SOURCE =
      """
      a1.sources = log
      a1.sources.log.type = io.github.flumeaggregation.tail.TailSource
      a1.sources.log.paths = DIR/logs/access.log*
      a1.sources.log.positionFile = DIR/state/positions.json
      a1.sources.log.linesPerEvent = 20
      a1.sources.log.batchSize = 5
      a1.sources.log.writePosInterval = 100ms
      """;

  private static final String SINK =
      """
      a1.channels.NAME.type = memory
      a1.channels.NAME.capacity = 50
      a1.channels.NAME.transactionCapacity = 10
      a1.channels.NAME.keep-alive = 0
      a1.sinks.NAME.type = io.github.flumeaggregation.window.WindowSink
      a1.sinks.NAME.channel = NAME
      a1.sinks.NAME.node = it
      a1.sinks.NAME.batchSize = 3
      a1.sinks.NAME.stateDir = DIR/state/NAME
      a1.sinks.NAME.format = combined
      a1.sinks.NAME.idleTimeout = 2s
      a1.sinks.NAME.files.path = file://DIR/rows/NAME/%{aggregation}
      a1.sinks.NAME.files.format = json
      a1.sinks.NAME.files.rollInterval = 200ms
      a1.sinks.NAME.aggregations = perMinute
      a1.sinks.NAME.aggregations.perMinute.window = tumbling 1m
      a1.sinks.NAME.aggregations.perMinute.groupBy = status
      a1.sinks.NAME.aggregations.perMinute.compute = COMPUTE
      """;

  @TempDir Path dir;
  private final Random random = new Random(SEED);
  private final AccessLog lines = new AccessLog(SEED, MILLIS_PER_LINE);
  private FlumeHome home;
  private RotatingLog log;

  /** All that was ever written, whatever became of the log. */
  private Path all;

  private long written;

  @BeforeEach
  void makeFolders() throws Exception {
    System.out.println("it.seed = " + SEED);
    home = FlumeHome.createIn(dir);
    Files.createDirectory(dir.resolve("logs"));
    all = dir.resolve("all.log");
    log = new RotatingLog(dir.resolve("logs/access.log"));
  }

  @AfterEach
  void closeLog() throws IOException {
    log.close();
  }

  private String conf(String... sinks) {
    StringBuilder conf = new StringBuilder(SOURCE);
    String names = String.join(" ", sinks);
    for (String list : List.of("sinks", "channels", "sources.log.channels")) {
      conf.append("a1.").append(list).append(" = ").append(names).append('\n');
    }
    conf.append("a1.sources.log.confirmedBy = ").append(names).append('\n');
    for (String sink : sinks) {
      conf.append(SINK.replace("NAME", sink));
    }
    return conf.toString().replace("DIR", dir.toString()).replace("COMPUTE", Statistics.COMPUTE);
  }

  @Test
  void oneSink_countsEachLineOnce() throws Exception {
    killAgainAndAgain(2 * KILLS, conf("windows"));
    try (StockAgent agent = StockAgent.start(home, conf("windows"))) {
      reload(agent);
      finish(agent, "windows");
    }
    assertRowsAreRight("windows");
  }

  @Test
  void twoSinks_bothCountEachLineOnce() throws Exception {
    killAgainAndAgain(KILLS, conf("windows", "others"));
    try (StockAgent agent = StockAgent.start(home, conf("windows", "others"))) {
      finish(agent, "windows", "others");
    }
    assertRowsAreRight("windows", "others");
  }

  @Test
  void confirmedByThatNamesNoSink_isSaidAndNothingIsRead() throws Exception {
    write();
    String conf = conf("windows").replace("confirmedBy = windows", "confirmedBy = windos");
    try (StockAgent agent = StockAgent.start(home, conf)) {
      agent.awaitLog("confirmedBy: this agent has no window sink 'windos'");
      assertThat(dir.resolve("state/positions.json")).doesNotExist();
      agent.stop();
    }
  }

  private void killAgainAndAgain(int kills, String conf) throws Exception {
    for (int kill = 0; kill < kills; kill++) {
      try (StockAgent agent = StockAgent.start(home, conf, QUICK_START)) {
        write();
        if (random.nextBoolean()) {
          agent.liveAtMost(random.nextInt(LONGEST_START_MILLIS));
        } else {
          agent.awaitLog("SOURCE, name: log started");
          agent.liveAtMost(random.nextInt(LONGEST_LIFE_MILLIS));
          write();
          agent.liveAtMost(random.nextInt(300));
        }
        deleteWhatIsDelivered();
        agent.kill();
      }
    }
    write();
  }

  private void write() throws IOException {
    write(CHUNK);
  }

  private void write(int count) throws IOException {
    List<String> chunk = lines.lines(count);
    Files.write(all, chunk, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    int half = random.nextInt(count);
    log.write(chunk.subList(0, half));
    List<String> rest = chunk.subList(half, count);
    switch (String.join("\n", rest).length() < FIRST_BYTES ? 3 : random.nextInt(4)) {
      case 0 -> {
        log.rename();
        log.reopen();
      }
      case 1 -> {
        if (Files.size(dir.resolve("logs/access.log")) >= PROVABLE_BYTES) {
          log.copyAndTruncate();
        }
      }
      default -> {}
    }
    log.write(rest);
    written += count;
  }

  /** What the position file says is delivered is counted, so it may go. */
  private void deleteWhatIsDelivered() throws IOException {
    Path positions = dir.resolve("state/positions.json");
    if (!Files.exists(positions)) {
      return;
    }
    JsonObject saved = JsonParser.parseString(Files.readString(positions)).getAsJsonObject();
    for (JsonElement one : saved.getAsJsonArray("files")) {
      JsonObject file = one.getAsJsonObject();
      Path path = Path.of(file.get("path").getAsString());
      if (!file.has("ended")
          && !path.endsWith("access.log")
          && Files.exists(path)
          && Files.size(path) == file.get("offset").getAsLong()
          && file.get("file").getAsString().contains(":" + inode(path) + ":")) {
        Files.delete(path);
      }
    }
  }

  private static String inode(Path path) throws IOException {
    return Files.getAttribute(path, "unix:ino").toString();
  }

  /** Flume looks every half minute whether its configuration has changed. */
  private void reload(StockAgent agent) throws Exception {
    agent.awaitLog("SOURCE, name: log started");
    long before = starts(agent);
    home.writeConf("agent.conf", conf("windows") + "# changed\n");
    agent.await(
        "the reload",
        () -> {
          write(20);
          return starts(agent) > before;
        });
    write();
  }

  private static long starts(StockAgent agent) {
    return agent.log().lines().filter(line -> line.contains("SOURCE, name: log started")).count();
  }

  private void finish(StockAgent agent, String... sinks) throws Exception {
    for (String sink : sinks) {
      try {
        agent.await("all lines in " + sink, () -> rows(sink).areDrained("perMinute", written));
      } catch (AssertionError e) {
        throw new AssertionError(written + " lines were written; " + state(rows(sink)), e);
      }
    }
    agent.stop();
  }

  private static String state(Rows rows) {
    return Stream.of("read", "duplicate", "unparsed", "counted")
            .map(outcome -> outcome + " " + rows.sinkLines(outcome))
            .collect(Collectors.joining(", "))
        + ", in windows "
        + rows.windowLines("perMinute", "in");
  }

  private Rows rows(String sink) throws IOException {
    List<Row> rows = new ArrayList<>();
    Path folder = Files.createDirectories(dir.resolve("rows").resolve(sink));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> isVisible(folder.relativize(path))).toList()) {
        if (Files.isRegularFile(file)) {
          Files.readAllLines(file).forEach(line -> rows.add(Row.parse(line)));
        }
      }
    }
    return new Rows(rows);
  }

  private static boolean isVisible(Path path) {
    for (Path name : path) {
      if (name.toString().startsWith("_") || name.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private void assertRowsAreRight(String... sinks) throws Exception {
    try (Duck duck = Duck.over(all)) {
      for (String sink : sinks) {
        Rows rows = rows(sink);
        assertThat(rows.all().stream().map(Row::id)).doesNotHaveDuplicates();
        assertThat(rows.statistics("perMinute")).isEqualTo(duck.windows(60, 60));
        assertThat(rows.sinkLines("counted")).isEqualTo(duck.requests());
      }
    }
  }
}
