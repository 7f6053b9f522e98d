package io.github.flumeaggregation.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code replay} computes is what an agent has delivered in the end, byte for byte. */
class ReplayIT {
  private static final int LINES = 30_000;
  private static final long MILLIS_PER_LINE = 20;

  @TempDir Path dir;

  @Test
  void replayOfALog_isWhatTheAgentGave() throws Exception {
    FlumeHome home = FlumeHome.createIn(dir);
    Pipeline pipeline = Pipeline.in(dir);
    List<String> lines = new AccessLog(11, MILLIS_PER_LINE).lines(LINES);
    Path old = Files.write(dir.resolve("access.log.1"), lines.subList(0, LINES / 2));
    Path log = Files.write(dir.resolve("access.log"), lines.subList(LINES / 2, LINES));
    Files.copy(old, pipeline.logs().resolve("access.log.1"));
    Files.copy(log, pipeline.logs().resolve("access.log"));
    try (StockAgent agent = StockAgent.start(home, pipeline.conf())) {
      agent.await("all lines in closed windows", () -> pipeline.isDrained(LINES));
      agent.stop();
    }
    Path conf = home.dir().resolve("conf/agent.conf");
    Map<String, JsonObject> delivered = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(dir.resolve("rows"))) {
      for (Path file : files) {
        Files.readAllLines(file).forEach(row -> add(row, delivered));
      }
    }
    Map<String, JsonObject> replayed = new TreeMap<>();
    replay(home, conf, log, old).lines().forEach(row -> add(row, replayed));
    delivered.values().forEach(row -> row.remove("revision"));
    replayed.values().forEach(row -> row.remove("revision"));
    assertThat(replayed).isEqualTo(delivered).hasSizeGreaterThan(100);
  }

  /** Keeps the highest revision of a row, or of a window's books, less what names the revision. */
  private static void add(String line, Map<String, JsonObject> highest) {
    JsonObject row = JsonParser.parseString(line).getAsJsonObject();
    if (row.has("scope") && row.get("scope").getAsString().equals("sink")) {
      return; // running totals, as often as the sink had a reason
    }
    String id = row.get("id").getAsString();
    String key = id.substring(0, id.lastIndexOf('/'));
    row.addProperty("id", key);
    JsonObject before = highest.get(key);
    if (before == null || before.get("revision").getAsLong() < row.get("revision").getAsLong()) {
      highest.put(key, row);
    }
  }

  private static String replay(FlumeHome home, Path conf, Path... logs)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            home.dir() + "/plugins.d/flume-aggregation/bin/flume-aggregation",
            "replay",
            "--json",
            "--conf",
            conf.toString());
    for (Path log : logs) {
      builder.command().add(log.toString());
    }
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return output;
  }
}
