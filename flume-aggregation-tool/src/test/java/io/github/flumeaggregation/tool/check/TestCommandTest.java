package io.github.flumeaggregation.tool.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.flumeaggregation.tool.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommandTest {
  private static final String CONF =
      """
      a1.sinks.w.type = io.github.flumeaggregation.window.WindowSink
      a1.sinks.w.format = delimited
      a1.sinks.w.format.columns = time, status
      a1.sinks.w.format.timeField = time
      a1.sinks.w.aggregations = traffic
      a1.sinks.w.aggregations.traffic.window = tumbling 1m
      a1.sinks.w.aggregations.traffic.compute = count, count(status == 500) as errors
      """;
  private static final String ALERT =
      """
      a1.sinks.w.alerts = errors
      a1.sinks.w.alerts.errors.on = traffic
      a1.sinks.w.alerts.errors.when = errors > 0
      """;

  @TempDir Path dir;

  @BeforeEach
  void files() throws IOException {
    file("sink.conf", CONF);
    file(
        "lines.log",
        "2026-05-17T10:00:01Z,200\n2026-05-17T10:02:00Z,500\n\n2026-05-17T10:00:02Z,200\n");
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(dir.resolve(name), text);
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(dir.resolve(name));
  }

  @Test
  void record_writesWhatComesOut_andThenItHolds() throws IOException {
    assertThat(Run.of("test", dir).err()).contains("there is no", "rows.json", "--record");
    assertThat(Run.of("test", "--record", dir).exitCode()).isZero();
    assertThat(lines("rows.json")).hasSize(3);
    assertThat(lines("rows.json").get(0))
        .startsWith("{\"window\":{\"start\":\"2026-05-17T10:00:00Z\",")
        .contains("\"count\":1,", "\"revision\":1");
    assertThat(lines("rows.json").get(1)).contains("\"count\":2,", "\"revision\":2");
    assertThat(Run.of("test", dir)).isEqualTo(new Run(0, "ok: " + dir + "\n", ""));
  }

  @Test
  void difference_isShown_andEndsWithOne() throws IOException {
    Run.of("test", "--record", dir);
    String rows = Files.readString(dir.resolve("rows.json"));
    file("rows.json", rows.replace("\"count\":2", "\"count\":3"));
    Run run = Run.of("test", dir);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("  - ") && line.contains("\"count\":3,"))
        .anyMatch(line -> line.startsWith("  + ") && line.contains("\"count\":2,"))
        .first()
        .isEqualTo("differs: " + dir);
    JsonObject object =
        JsonParser.parseString(Run.of("test", "--json", dir).out())
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject();
    assertThat(object.get("ok").getAsBoolean()).isFalse();
    assertThat(object.getAsJsonArray("missing")).hasSize(1);
    assertThat(object.getAsJsonArray("unexpected")).hasSize(1);
  }

  @Test
  void linesThatAreNotOfTheFormat_areNamed() throws IOException {
    Run.of("test", "--record", dir);
    file("lines.log", "hello\n" + Files.readString(dir.resolve("lines.log")));
    assertThat(Run.of("test", dir).out()).isEqualTo("ok: " + dir + ", 1 line unparsed\n");
  }

  @Test
  void alerts_areRecordedAndCompared_howeverOldTheLines() throws IOException {
    file("sink.conf", CONF + ALERT);
    file("lines.log", Files.readString(dir.resolve("lines.log")) + "\n2026-05-17T10:05:00Z,200\n");
    assertThat(Run.of("test", "--record", dir).exitCode()).isZero();
    assertThat(lines("alerts.json")).hasSize(2);
    assertThat(lines("alerts.json").get(0)).contains("\"startsAt\":\"2026-05-17T10:03:00Z\"");
    assertThat(lines("alerts.json").get(1)).contains("\"endsAt\":\"2026-05-17T10:04:00Z\"");
    assertThat(Run.of("test", dir).exitCode()).isZero();
    Files.write(dir.resolve("alerts.json"), lines("alerts.json").subList(0, 1));
    assertThat(Run.of("test", dir).exitCode()).isEqualTo(1);
  }

  @Test
  void alertsOnSessions_areRecordedAndExplained() throws IOException {
    file("sink.conf", CONF.replace("tumbling 1m", "session 30s") + ALERT);
    file(
        "lines.log",
        """
        2026-05-17T10:00:01Z,500
        2026-05-17T10:05:00Z,200

        2026-05-17T10:00:10Z,200
        """);
    assertThat(Run.of("test", "--record", dir).exitCode()).isZero();
    assertThat(lines("alerts.json")).hasSize(2);
    assertThat(lines("alerts.json").get(0)).contains("\"startsAt\":\"2026-05-17T10:00:31Z\"");
    assertThat(lines("alerts.json").get(1))
        .contains("\"startsAt\":\"2026-05-17T10:00:40Z\"", "\"correction\":");
    assertThat(Run.of("test", dir).exitCode()).isZero();
    assertThat(Run.of("explain", dir.resolve("sink.conf")).out())
        .contains("alert errors on traffic: errors > 0; fires when a session closes, for 1h");
  }

  @Test
  void properties_nameTheConfigurationAndTheClock() throws IOException {
    Files.move(dir.resolve("sink.conf"), Files.createDirectory(dir.resolve("up")).resolve("a"));
    assertThat(Run.of("test", dir).err()).contains("no .conf file", "conf = ../agent.conf");
    file("test.properties", "conf = up/a\nsink = w\nnow = 2026-05-17T08:00:00Z\n");
    Run run = Run.of("test", "--record", dir);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("ok: " + dir + ", 3 lines future\n");
    file("test.properties", "conf = up/a\nsnk = w\nnow = today\n");
    run = Run.of("test", dir);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("snk", "did you mean 'sink'", "now = 'today'", "allowed is");
  }

  @Test
  void whatCannotBeUsed_isNamed() throws IOException {
    file("rows.json", "{\"window\":");
    assertThat(Run.of("test", dir).err()).contains("rows.json' cannot be read");
    Files.delete(dir.resolve("lines.log"));
    assertThat(Run.of("test", dir).err()).contains("lines.log' with the lines");
    assertThat(Run.of("test", dir.resolve("no")).exitCode()).isEqualTo(2);
  }
}
