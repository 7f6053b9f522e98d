package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What makes files hard to tell apart, in a real agent whose position file lies among the logs: in
 * the end each line counts as often as it was written.
 */
class TailScenariosIT {
  private static final String BANNER = "# the same in each life of the log\n".repeat(40);

  @TempDir Path dir;

  private final Map<String, Integer> written = new TreeMap<>();
  private TailedLines tail;
  private String conf;
  private int lines;

  @BeforeEach
  void setUp() throws IOException {
    tail = TailedLines.in(dir);
    conf =
        tail.confWithPositions()
            + "a1.sources.log.paths = DIR/*\na1.sources.log.positionFile = DIR/positions.json\n"
                .replace("DIR", tail.logs().toString());
  }

  private Path log(String name) {
    return tail.logs().resolve(name);
  }

  /** So many new lines, of the same length each. */
  private String lines(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(String.format("line %06d %s%n", ++lines, "x".repeat(60)));
    }
    return text.toString();
  }

  private void write(String name, String text) throws IOException {
    text.lines().forEach(line -> written.merge(line, 1, Integer::sum));
    Files.writeString(log(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void rewrite(String name, String text) throws IOException {
    text.lines().forEach(line -> written.merge(line, 1, Integer::sum));
    Files.writeString(log(name), text, StandardOpenOption.TRUNCATE_EXISTING);
  }

  private void awaitAll(StockAgent agent) {
    agent.await("all lines", () -> hasAll(tail.counted()));
  }

  private boolean hasAll(Map<String, Integer> counted) {
    return written.entrySet().stream()
        .allMatch(line -> counted.getOrDefault(line.getKey(), 0) >= line.getValue());
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }

  @Test
  void filesThatAreHardToTellApart_countEachLineAsOftenAsItWasWritten() throws Exception {
    FlumeHome home = FlumeHome.createIn(dir);
    try (StockAgent agent = StockAgent.start(home, conf, Monitoring.JVM_OPTIONS)) {
      whileTheAgentRuns(agent);
      agent.stop();
    }
    whileTheAgentIsStopped();
    try (StockAgent agent = StockAgent.start(home, conf)) {
      awaitAll(agent);
      agent.kill();
    }
    write("killed.log", lines(10));
    try (StockAgent agent = StockAgent.start(home, conf)) {
      awaitAll(agent);
      agent.stop();
    }
    assertThat(tail.counted()).isEqualTo(written);
  }

  private void whileTheAgentRuns(StockAgent agent) throws Exception {
    for (String name : List.of("next.log", "zipped-a.log", "zipped-b.log")) {
      write(name, BANNER + lines(50));
    }
    List<String> rewritten = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      rewritten.add("rewritten" + i + ".log");
      write("rewritten" + i + ".log", lines(20));
    }
    write("unread.log", lines(20));
    write("killed.log", lines(20));
    awaitAll(agent);

    Files.delete(log("next.log"));
    write("next.log", BANNER + lines(30));
    awaitAll(agent);

    Monitoring monitoring = Monitoring.of(agent);
    agent.await("files closed as idle", () -> monitoring.number("SOURCE.log", "FilesOpen") == 0);
    for (String name : rewritten) {
      rewrite(name, lines(20));
    }
    awaitAll(agent);
  }

  private void whileTheAgentIsStopped() throws Exception {
    // The second archive gets the inode that the first log leaves, on most file systems.
    run("gzip", log("zipped-a.log").toString());
    run("gzip", log("zipped-b.log").toString());
    write("unread.log", lines(30));
    Files.createDirectory(log("old"));
    Files.move(log("unread.log"), log("old/unread.log"));
    write("unread.log", lines(10));
    Files.delete(log("next.log"));
    write("next.log", BANNER + lines(10));
  }
}
