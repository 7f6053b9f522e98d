package io.github.flumeaggregation.tool.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.tool.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definitions, tables, histograms, computed columns and having, in the commands. */
class LanguageTest {
  private static final String CONF =
      """
      a1.sources = s
      a1.channels = c
      a1.sinks = w
      a1.sources.s.type = seq
      a1.sources.s.channels = c
      a1.channels.c.type = memory
      a1.sinks.w.type = io.github.flumeaggregation.window.WindowSink
      a1.sinks.w.channel = c
      a1.sinks.w.node = web1
      a1.sinks.w.format = delimited
      a1.sinks.w.format.columns = time, status, bytes, client
      a1.sinks.w.format.timeField = time
      a1.sinks.w.define.office = coalesce(lookup(client, "DIR/offices.csv", "office"), "none")
      a1.sinks.w.define.kib = bytes / 1024
      a1.sinks.w.aggregations = traffic
      a1.sinks.w.aggregations.traffic.window = tumbling 1m
      a1.sinks.w.aggregations.traffic.groupBy = office, class(status) as class
      a1.sinks.w.aggregations.traffic.compute = count, histogram(kib, 1, 5) as size, size.sum / count as mean
      a1.sinks.w.aggregations.traffic.having = size.le.5 / size.le.inf < 0.7
      """;

  @TempDir Path dir;
  private Path conf;
  private Path log;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(dir.resolve("offices.csv"), "cidr,office\n10.0.0.0/8,Berlin\n");
    conf = Files.writeString(dir.resolve("a.conf"), CONF.replace("DIR", dir.toString()));
    List<String> lines = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < 600; i++) {
      Instant time = Instant.parse("2026-05-17T10:00:00Z").plusSeconds(i);
      lines.add(
          time
              + ","
              + (random.nextInt(3) * 100 + 200)
              + ","
              + random.nextInt(10_000)
              + (random.nextBoolean() ? ",10.1.2.3" : ",192.0.2.1"));
    }
    log = Files.write(dir.resolve("a.log"), lines);
  }

  @Test
  void replayedRows_areTheChosenOnes_andVerified() throws IOException {
    Run replay = Run.of("replay", "--every-revision", "--conf", conf, log);
    assertThat(replay.exitCode()).as(replay.err()).isZero();
    assertThat(replay.out())
        .contains("\"office\":\"Berlin\",\"class\":\"2xx\"")
        .contains("\"office\":\"none\"")
        .contains("\"size.le.1\":", "\"mean\":");
    Path rows = Files.createDirectory(dir.resolve("rows"));
    Files.writeString(rows.resolve("a.json"), replay.out());

    Run verify = Run.of("verify", "--conf", conf, "--rows", rows, log);

    assertThat(verify.exitCode()).as(verify.out()).isZero();
    Files.writeString(
        rows.resolve("a.json"), replay.out().replaceFirst("\"size.le.1\":", "\"size.le.1\":1"));
    assertThat(Run.of("verify", "--conf", conf, "--rows", rows, log).exitCode()).isEqualTo(1);
  }

  @Test
  void explain_saysColumnsAndWhichRows() {
    Run explain = Run.of("explain", conf);
    assertThat(explain.out())
        .contains("columns: count, size.le.1, size.le.5, size.le.inf, size.sum, mean")
        .contains("only rows of which size.le.5 / size.le.inf < 0.7")
        .contains("office (text), class (text)")
        .containsPattern("memory: [0-9,]+ slices of time are kept for late lines; a group with")
        .containsPattern(
            "in one takes some [0-9]+ bytes, its name, and what grows with its values");
  }

  @Test
  void tableThatIsNotThere_isAFaultWithItsLine() throws IOException {
    Files.delete(dir.resolve("offices.csv"));
    Run validate = Run.of("validate", conf);
    assertThat(validate.exitCode()).isEqualTo(1);
    assertThat(validate.out() + validate.err())
        .contains("a.conf:13: error: a1.sinks.w.define.office = ")
        .contains("there is no file " + dir.resolve("offices.csv"));
  }
}
