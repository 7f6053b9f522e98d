package io.github.flumeaggregation.tool.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.flumeaggregation.tool.Run;
import io.github.flumeaggregation.window.WindowRowAvroSerializer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flume.Context;
import org.apache.flume.Event;
import org.apache.flume.event.EventBuilder;
import org.apache.flume.serialization.EventSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  private static final String CONF =
      """
      a1.sinks.w.type = io.github.flumeaggregation.window.WindowSink
      a1.sinks.w.node = web1
      a1.sinks.w.format = delimited
      a1.sinks.w.format.columns = time, status, bytes
      a1.sinks.w.format.timeField = time
      a1.sinks.w.aggregations = traffic sums
      a1.sinks.w.aggregations.traffic.window = tumbling 1m
      a1.sinks.w.aggregations.traffic.groupBy = status
      a1.sinks.w.aggregations.traffic.compute = count, sum(bytes), avg(bytes)
      a1.sinks.w.aggregations.sums.window = sliding 5m every 1m
      a1.sinks.w.aggregations.sums.compute = sum(bytes), p99(bytes)
      """;
  private static final int LINES = 900;

  @TempDir Path dir;
  private Path conf;
  private Path log;
  private Path rows;

  @BeforeEach
  void deliver() throws IOException {
    conf = Files.writeString(dir.resolve("a.conf"), CONF);
    List<String> lines = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < LINES; i++) {
      Instant time = Instant.parse("2026-05-17T10:00:00Z").plusSeconds(i);
      lines.add(time + "," + (200 + random.nextInt(3)) + "," + random.nextInt(10_000));
    }
    log = Files.write(dir.resolve("a.log"), lines);
    Run run = Run.of("replay", "--every-revision", "--conf", conf, log);
    rows = Files.createDirectory(dir.resolve("rows"));
    Files.writeString(rows.resolve("a.json"), run.out());
    Files.writeString(Files.createDirectory(rows.resolve("_staging")).resolve("b.json"), "half a");
  }

  private Run verify(Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("verify", "--conf", conf, "--rows", rows));
    arguments.addAll(List.of(more));
    arguments.add(log);
    return Run.of(arguments.toArray());
  }

  private List<String> delivered() throws IOException {
    return Files.readAllLines(rows.resolve("a.json"));
  }

  private int indexOf(List<String> rows, String... parts) {
    for (int i = 0; i < rows.size(); i++) {
      if (List.of(parts).stream().allMatch(rows.get(i)::contains)) {
        return i;
      }
    }
    throw new AssertionError("no such row");
  }

  @Test
  void rowsAsTheLogSays_areNotSpokenOf() {
    Run run = verify();
    assertThat(run.out())
        .isEqualTo(
            "900 lines, 34 windows, 64 rows, of which 0 came more than once: as the logs say\n");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void anyByteFlippedInTheFinalRows_isFound() throws IOException {
    byte[] bytes = Files.readAllBytes(rows.resolve("a.json"));
    String text = new String(bytes, ISO_8859_1);
    int from = text.indexOf("{\"type\":\"row\"");
    int to = text.indexOf('\n', from);
    for (int i = from; i < to; i += 7) {
      byte[] flipped = bytes.clone();
      flipped[i] ^= 1;
      Files.write(rows.resolve("a.json"), flipped);
      Run run = verify();
      assertThat(run.exitCode()).as("byte %d: %s", i, run.out()).isEqualTo(1);
    }
  }

  @Test
  void lineDeletedFromTheLog_isFound_withItsWindowsAndWhereTheyStand() throws IOException {
    List<String> lines = Files.readAllLines(log);
    lines.remove(70);
    Files.write(log, lines);
    Run run = verify();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "traffic 2026-05-17T10:01:00Z/2026-05-17T10:02:00Z: 59 lines in the logs, 60 in the"
                + " books delivered: 1 too many; 2 different (")
        .contains("sums 2026-05-17T09:57:00Z/2026-05-17T10:02:00Z: 119 lines")
        .contains(log + ": bytes ")
        .contains(" (59 lines)\n")
        .endsWith(": not as the logs say\n");
  }

  @Test
  void windowThatIsMissing_isFound_andWhichBytesAreInNone() throws IOException {
    List<String> left = delivered();
    left.removeIf(row -> row.contains("/traffic/2026-05-17T10:00:00Z/"));
    Files.write(rows.resolve("a.json"), left);
    long end = String.join("\n", Files.readAllLines(log).subList(0, 60)).length() + 1L;
    assertThat(verify().out())
        .contains(
            "traffic 2026-05-17T10:00:00Z/2026-05-17T10:01:00Z: 60 lines in the logs, and no books"
                + " delivered; 4 missing (")
        .contains(log + ": bytes 0 to " + end + " (60 lines)");
    assertThat(verify("--from", "2026-05-17T10:01:00Z").exitCode()).isZero();
  }

  @Test
  void rowDeliveredTwice_isFineIfItIsTheSame_andFoundIfNot() throws IOException {
    List<String> twice = delivered();
    String row = twice.get(indexOf(twice, "\"type\":\"row\"", "status=200/1"));
    twice.add(row);
    Files.write(rows.resolve("a.json"), twice);
    assertThat(verify().out()).contains("1 came more than once: as the logs say");
    twice.set(twice.size() - 1, row.replaceFirst("\"count\":", "\"count\":1"));
    Files.write(rows.resolve("a.json"), twice);
    Run run = verify();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("a.json:" + twice.size() + ": was delivered twice, and says");
  }

  @Test
  void lineThatWasCountedTwice_isFound() throws IOException {
    List<String> lines = Files.readAllLines(log);
    Files.write(log, lines.subList(0, lines.size() - 1));
    assertThat(verify("--json").exitCode()).isEqualTo(1);
    JsonObject answer = JsonParser.parseString(verify("--json").out()).getAsJsonObject();
    assertThat(answer.get("ok").getAsBoolean()).isFalse();
    assertThat(answer.getAsJsonArray("faults")).isNotEmpty();
    assertThat(answer.get("lines").getAsInt()).isEqualTo(LINES - 1);
  }

  @Test
  void avroFiles_areComparedToTheLastDigit() throws IOException {
    List<Event> avro = new ArrayList<>();
    for (String json : delivered()) {
      JsonObject row = JsonParser.parseString(json).getAsJsonObject();
      String start =
          row.has("window") ? row.getAsJsonObject("window").get("start").getAsString() : null;
      String timestamp = start == null ? "0" : "" + Instant.parse(start).toEpochMilli();
      avro.add(EventBuilder.withBody(json, UTF_8, Map.of("node", "web1", "timestamp", timestamp)));
    }
    Files.delete(rows.resolve("a.json"));
    Path file = rows.resolve("a.avro");
    write(avro, file);
    assertThat(verify().out()).endsWith(": as the logs say\n");
    int index = indexOf(jsons(avro), "\"type\":\"row\"", "avg(bytes)");
    String changed =
        jsons(avro).get(index).replaceFirst("(\"avg\\(bytes\\)\":[0-9.]*)[0-9]([,}])", "$1$2");
    assertThat(changed).isNotEqualTo(jsons(avro).get(index));
    avro.get(index).setBody(changed.getBytes(UTF_8));
    write(avro, file);
    assertThat(verify().out()).contains("1 different (status=");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThat(verify().exitCode()).isEqualTo(1);
  }

  private static List<String> jsons(List<Event> rows) {
    return rows.stream().map(row -> new String(row.getBody(), UTF_8)).toList();
  }

  private static void write(List<Event> rows, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      EventSerializer serializer = new WindowRowAvroSerializer.Builder().build(new Context(), out);
      serializer.afterCreate();
      for (Event row : rows) {
        serializer.write(row);
      }
      serializer.flush();
      serializer.beforeClose();
    }
  }

  @Test
  void rowsOfSeveralNodes_needTheNode() throws IOException {
    Files.writeString(conf, CONF.replace("a1.sinks.w.node = web1\n", ""));
    assertThat(verify().out()).endsWith(": as the logs say\n");
    List<String> both = delivered();
    delivered().forEach(row -> both.add(row.replace("\"web1/", "\"web2/")));
    Files.write(rows.resolve("a.json"), both);
    Run run = verify();
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("web1/w", "web2/w", "set 'node'");
    Files.writeString(conf, CONF);
    assertThat(verify().exitCode()).isZero();
  }

  @Test
  void filesThroughHadoop_areThoseOfTheFolder() throws IOException {
    List<String> names = new ArrayList<>();
    HadoopRowFiles.read(
        rows.toUri().toString(), (name, in) -> names.add(name + " " + in.readAllBytes().length));
    assertThat(names)
        .containsExactly("file:" + rows + "/a.json " + Files.size(rows.resolve("a.json")));
  }

  @Test
  void folderThatIsNotThere_orTimeThatIsNone_isWrongUse() {
    rows = dir.resolve("no");
    assertThat(verify().err()).contains("there is no file or folder");
    assertThat(verify("--from", "today").err()).contains("'today': allowed is a time in UTC");
  }
}
