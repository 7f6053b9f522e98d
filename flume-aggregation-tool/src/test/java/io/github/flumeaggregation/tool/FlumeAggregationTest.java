package io.github.flumeaggregation.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.flumeaggregation.tool.conf.Agent;
import io.github.flumeaggregation.tool.conf.ConfFile;
import io.github.flumeaggregation.tool.conf.Kind;
import io.github.flumeaggregation.tool.conf.Part;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as somebody types them. */
class FlumeAggregationTest {
  private static final Path EXAMPLES = Path.of("../examples");
  private static final String GET =
      "203.0.113.9 - - [17/May/2026:10:05:43 +0000] \"GET /a HTTP/1.1\" 200 5 \"-\" \"curl 8\"\n";

  @TempDir Path dir;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }

  @Test
  void noCommand_isWrongUse_andNamesThem() {
    Run run = Run.of();
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("validate", "guess", "parse", "state");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"validate", "explain", "guess", "parse", "replay", "test", "verify", "state"})
  void help_saysWhatACommandIsFor(String command) {
    Run run = Run.of(command, "--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Usage: flume-aggregation " + command, "--help");
    assertThat(Run.of("help", command).out()).isEqualTo(run.out());
  }

  private static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      List<Path> confs = files.filter(file -> file.toString().endsWith(".conf")).toList();
      assertThat(confs).hasSizeGreaterThan(10);
      return confs.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void validate_findsNoFaultInAnExample(Path example) throws IOException {
    // Where the quickstart runs is known when it runs.
    String text = Files.readString(example).replace("${env:QUICKSTART_RUN}", dir.toString());
    Run run = Run.of("validate", "--elsewhere", file("example.conf", text));
    assertThat(run.out()).contains(": no error").doesNotContain(" error: ");
    assertThat(run.exitCode()).isZero();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void explain_speaksOfEveryPartOfAnExample(Path example) {
    Run run = Run.of("explain", example);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    for (Agent agent : ConfFile.read(example).agents()) {
      for (Kind kind : List.of(Kind.SOURCE, Kind.CHANNEL, Kind.SINK)) {
        for (Part part : agent.parts(kind)) {
          assertThat(run.out()).contains(kind.word() + " " + part.name() + " (");
        }
      }
    }
  }

  @Test
  void explain_knowsAMemoryChannelByItsClassToo() throws IOException {
    String text =
        Files.readString(EXAMPLES.resolve("access-log.conf"))
            .replace("a1.sources.log.confirmedBy = windows", "")
            .replace("lines.type = memory", "lines.type = org.apache.flume.channel.MemoryChannel");
    assertThat(Run.of("explain", file("a.conf", text)).out())
        .contains("(MemoryChannel): what is in it is lost when the agent is killed");
  }

  @Test
  void explain_saysWhatIsLost_andInWhichWindowsALineIs() throws IOException {
    String text =
        Files.readString(EXAMPLES.resolve("access-log.conf"))
            .replace("a1.sources.log.confirmedBy = windows", "")
            .replace("window = tumbling 1m", "window = sliding 5m every 1m")
            .replace("format = combined", "format = combined\na1.sinks.windows.reviseEvery = 10s");
    Path conf = file("a.conf", text);
    assertThat(Run.of("explain", conf).out())
        .contains("-> channel lines (memory): what is in it is lost when the agent is killed")
        .contains("one row for each window and status (number)")
        .contains("columns: count, sum(bytes), avg(bytes), max(bytes), rate")
        .contains("is in 5 windows, from 2026-05-17T10:01:00Z/2026-05-17T10:06:00Z to")
        .contains("up to 1d (allowedLateness)")
        .contains("such lines are collected for 10s (reviseEvery)");
    assertThat(Run.of("explain", EXAMPLES.resolve("access-log.conf")).out())
        .contains("source log (TailSource): no line is lost before it is counted by windows")
        .contains(
            "-> channel lines (memory): what is in it when the agent is killed is read again");
    Run other = Run.of("explain", "--agent", "a2", conf);
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("there is no agent 'a2'", "it has a1");
  }

  @Test
  void validate_saysLineAndRemedy_andWhatWouldBeLeftOut() throws IOException {
    String text =
        Files.readString(EXAMPLES.resolve("access-log.conf"))
            .replace("windows.format = combined", "windows.format = combned");
    Path conf = file("bad.conf", text);
    int line = text.lines().toList().indexOf("a1.sinks.windows.format = combned") + 1;
    Run run = Run.of("validate", "--elsewhere", conf);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains(conf + ":" + line + ": error: a1.sinks.windows.format = 'combned': allowed is")
        .contains("(did you mean 'combined'?)")
        .contains(conf + ": 1 error\n")
        .contains("An agent would start, and run without sink 'windows'");
    JsonArray findings =
        JsonParser.parseString(Run.of("validate", "--elsewhere", "--json", conf).out())
            .getAsJsonArray();
    JsonObject finding = findings.get(0).getAsJsonObject();
    assertThat(findings).hasSize(1);
    assertThat(finding.get("line").getAsInt()).isEqualTo(line);
    assertThat(finding.get("severity").getAsString()).isEqualTo("error");
    assertThat(finding.get("text").getAsString()).contains("'combned'");
  }

  @Test
  void validate_ofAnAgentThatIsNotThere_namesThoseThatAre() {
    Run run = Run.of("validate", "--agent", "a2", EXAMPLES.resolve("access-log.conf"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("there is no agent 'a2' in this file", "it has a1");
  }

  @Test
  void fileThatIsNotThere_isWrongUse() {
    Run run = Run.of("validate", dir.resolve("no.conf"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("validate: there is no file '" + dir.resolve("no.conf") + "'");
    assertThat(Run.of("validate", dir).err()).contains("is a folder");
    assertThat(Run.of("guess", dir.resolve("no.log")).err()).contains("there is no file");
  }

  @Test
  void validate_showsAdviceOfAComponent_atItsKey() throws IOException {
    String text =
        Files.readString(EXAMPLES.resolve("access-log.conf"))
            .replace("window = tumbling 1m", "window = tumbling 7d");
    Run run = Run.of("validate", "--elsewhere", file("a.conf", text));
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains(" advice: a1.sinks.windows.aggregations.traffic.window = 'tumbling 7d': ")
        .contains(": no error, 1 advice");
  }

  @Test
  void parse_showsFields_andWhyALineIsUnparsed() throws IOException {
    Path log = file("access.log", GET + "hello\n");
    Run run = Run.of("parse", "--conf", EXAMPLES.resolve("access-log.conf"), log);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().lines())
        .hasSize(2)
        .anyMatch(
            line ->
                line.startsWith(log + ":1: 2026-05-17T10:05:43Z client=203.0.113.9 ")
                    && line.contains(" path=/a ")
                    && line.endsWith(" agent=\"curl 8\""))
        .anyMatch(line -> line.matches(".*:2: unparsed: .* is expected at column 1, .*"));
    assertThat(run.err()).contains("2 lines: 1 parsed, 1 unparsed");
  }

  @Test
  void parse_ofOneLine_countsOneLine() throws IOException {
    Run run = Run.of("parse", "--conf", EXAMPLES.resolve("access-log.conf"), file("a.log", GET));
    assertThat(run.err()).contains("1 line: 1 parsed, 0 unparsed");
  }

  @Test
  void parse_asJson_ofCompressedLog() throws IOException {
    Path log = dir.resolve("access.log.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(log))) {
      out.write(GET.getBytes(UTF_8));
    }
    Run run = Run.of("parse", "--json", "--conf", EXAMPLES.resolve("access-log.conf"), log);
    assertThat(run.exitCode()).isZero();
    JsonObject line = JsonParser.parseString(run.out()).getAsJsonObject();
    assertThat(line.get("time").getAsString()).isEqualTo("2026-05-17T10:05:43Z");
    assertThat(line.getAsJsonObject("fields").get("status").getAsString()).isEqualTo("200");
  }

  @Test
  void parse_ofJsonLines_showsTheFieldsOfEach() throws IOException {
    Path conf =
        file(
            "json.conf",
            """
            a1.sinks.w.type = io.github.flumeaggregation.window.WindowSink
            a1.sinks.w.format = json
            a1.sinks.w.format.timeField = t
            """);
    Path log = file("json.log", "{\"t\":\"2026-05-17T10:05:43Z\",\"a\":{\"b\":1}}\n{\"t\":5}\n");
    Run run = Run.of("parse", "--conf", conf, log);
    assertThat(run.out()).contains("t=2026-05-17T10:05:43Z", "a.b=1", ":2: unparsed: ");
    assertThat(Run.of("parse", "--conf", conf, "--sink", "v", log).err())
        .contains("'v' reads no lines in this configuration", "these do: w");
  }

  @Test
  void guess_givesAConfigurationThatValidates_andParsesTheLog() throws IOException {
    Path log = EXAMPLES.resolve("data/access.log");
    Run guess = Run.of("guess", log);
    assertThat(guess.exitCode()).isZero();
    assertThat(guess.out()).contains("# 1000 of 1000 lines are of this format");
    Path conf = file("guessed.conf", guess.out());
    assertThat(Run.of("validate", "--elsewhere", conf).exitCode()).isZero();
    assertThat(Run.of("parse", "--unparsed", "--conf", conf, log).out()).isEmpty();
  }

  @Test
  void guess_ofWhatIsNoLog_saysSo() throws IOException {
    Run run = Run.of("guess", file("numbers", "1\n2\n3\n"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("no format that is known fits", "docs/formats.md");
    assertThat(Run.of("guess", file("empty", "")).err()).contains("there is no line in");
  }

  @Test
  void replay_printsTheRows_asTableOrCsvOrJson() throws IOException {
    Path log = file("access.log", GET + GET);
    Path conf = EXAMPLES.resolve("access-log.conf");
    String start = "2026-05-17T10:05:00Z";
    String end = "2026-05-17T10:06:00Z";
    assertThat(Run.of("replay", "--csv", "--conf", conf, log).out())
        .isEqualTo(
            "start,end,status,count,sum(bytes),avg(bytes),max(bytes),rate\n"
                + (start + "," + end + ",200,2,10,5,5,0.0333333333333333\n"));
    assertThat(Run.of("replay", "--conf", conf, log).out().lines())
        .element(1)
        .asString()
        .matches(start + " +" + end + " +200 +2 +10 +5 +5 +0.0333333333333333");
    Run json = Run.of("replay", "--json", "--conf", conf, log);
    assertThat(json.out().lines()).anyMatch(line -> line.contains("\"count\":2"));
    assertThat(json.out()).contains("\"type\":\"books\"");
    assertThat(json.err()).contains("2 lines in ");
    assertThat(Run.of("replay", "--every-revision", "--conf", conf, log).out())
        .isEqualTo(json.out());
  }

  @Test
  void replay_ofLinesThatDoNotCount_saysHowManyAndWhatShowsWhy() throws IOException {
    Path log = file("access.log", "no\nline\n" + GET + GET.replace("2026", "2999"));
    Run run = Run.of("replay", "--conf", EXAMPLES.resolve("access-log.conf"), log);
    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .contains(
            "4 lines, 2 of them unparsed (flume-aggregation parse --unparsed says why), 1 of them"
                + " too far ahead of the clock to count (maxFuture) in ");
  }

  @Test
  void replay_intoFiles_isWhatItPrints_andNotWhereRowsAreAlready() throws IOException {
    Path log = file("access.log", GET + GET.replace("10:05", "10:07"));
    Path conf = EXAMPLES.resolve("access-log.conf");
    String rows = dir.toUri() + "rows/%{type}";
    Object[] replay = {"replay", "--json", "--out", rows, "--conf", conf, log};
    assertThat(Run.of(replay).err()).contains("2 files in " + rows);
    List<String> written = lines(dir.resolve("rows"));
    assertThat(written)
        .containsExactlyInAnyOrderElementsOf(
            Run.of("replay", "--json", "--conf", conf, log).out().lines().toList());
    Run again = Run.of(replay);
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("has rows already", "nothing was written", "--beside");
    assertThat(lines(dir.resolve("rows"))).hasSameSizeAs(written);
    Run beside = Run.of("replay", "--beside", "--json", "--out", rows, "--conf", conf, log);
    assertThat(beside.exitCode()).isZero();
    assertThat(lines(dir.resolve("rows"))).hasSize(2 * written.size());
    assertThat(Run.of("verify", "--conf", conf, "--rows", dir.resolve("rows"), log).out())
        .endsWith(": as the logs say\n");
    assertThat(Run.of("replay", "--out", "rows", "--conf", conf, log).err())
        .contains("files.path = 'rows'", "file:///folder");
  }

  private static List<String> lines(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(file.toString()).doesNotContain("/_");
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  @Test
  void replay_ofAPeriod_givesItsWindowsAlone() throws IOException {
    Path log = file("access.log", GET + GET.replace("10:05", "10:07"));
    Path conf = EXAMPLES.resolve("access-log.conf");
    String middle = "2026-05-17T10:07:00Z";
    assertThat(Run.of("replay", "--csv", "--from", middle, "--conf", conf, log).out())
        .contains("\n2026-05-17T10:07:00Z,")
        .doesNotContain("10:05:00Z");
    assertThat(Run.of("replay", "--every-revision", "--to", middle, "--conf", conf, log).out())
        .contains("10:05:00Z")
        .doesNotContain("10:08:00Z");
  }

  @Test
  void replay_ofASinkThatIsNotThere_orOfRecords_saysSo() throws IOException {
    Path log = file("access.log", GET);
    Path conf = EXAMPLES.resolve("access-log.conf");
    Run run = Run.of("replay", "--sink", "window", "--conf", conf, log);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("(did you mean 'windows'?)");
    String records = Files.readString(conf) + "a1.sources.log.multiline.start = ^x\n";
    assertThat(Run.of("replay", "--conf", file("records.conf", records), log).err())
        .contains("source 'log' makes records of several lines");
  }

  @Test
  void state_ofAFolderThatIsNone_saysSo() {
    assertThat(Run.of("state", "show", dir).exitCode()).isEqualTo(1);
  }
}
