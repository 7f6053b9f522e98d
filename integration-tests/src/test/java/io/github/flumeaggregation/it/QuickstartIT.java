package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that a newcomer tries first. */
class QuickstartIT {
  private static final Path SAMPLE = FlumeHome.PROJECT.resolve("examples/data/access.log");
  private static final int EXIT_INTERRUPTED = 130;

  @TempDir Path dir;

  @Test
  void sampleLog_isShownOnOneScreen_withBooksThatEqualTheLineCount() throws Exception {
    Process quickstart = start();
    String output = outputOf(quickstart);
    assertThat(quickstart.waitFor()).as(output).isZero();
    long lines;
    try (Stream<String> sample = Files.lines(SAMPLE, StandardCharsets.ISO_8859_1)) {
      lines = sample.count();
    }
    assertThat(booked(output, "in the files")).isEqualTo(lines);
    assertThat(booked(output, "read")).isEqualTo(lines);
    assertThat(booked(output, "counted") + booked(output, "unparsed")).isEqualTo(lines);
    try (Duck duck = Duck.over(SAMPLE)) {
      assertThat(booked(output, "counted")).isGreaterThanOrEqualTo(duck.requests());
    }
    String report = output.substring(output.indexOf("\nLines "));
    assertThat(report)
        .contains("Span ", "Requests ", "Bytes ", "5xx ", "Busiest ", "One row ", "Next ");
    assertThat(report.lines().count()).isLessThan(36);
    assertThat(report.lines().filter(line -> !line.startsWith("Files")))
        .allMatch(line -> line.length() <= 80);
    assertThat(runFolder(report).toFile().list())
        .containsExactlyInAnyOrder("rows", "quickstart.conf", "agent.log");
    assertThat(chart(runFolder(report).resolve("rows")))
        .isEqualTo(Files.readString(FlumeHome.PROJECT.resolve("docs/quickstart.svg")));
  }

  /** README's picture. */
  private static String chart(Path rows) throws IOException, InterruptedException {
    Process awk =
        new ProcessBuilder(
                "bash",
                "-c",
                "cat \"$0\"/* | awk -f \"$1\"",
                rows.toString(),
                FlumeHome.PROJECT.resolve("docs/rows-chart.awk").toString())
            .redirectErrorStream(true)
            .start();
    String chart = outputOf(awk);
    assertThat(awk.waitFor()).as(chart).isZero();
    return chart;
  }

  private static Path runFolder(String report) {
    return Path.of(
        report
            .lines()
            .filter(line -> line.startsWith("Files"))
            .findFirst()
            .orElseThrow()
            .substring(10));
  }

  @Test
  void compressedLogWithDurations_isRankedByClient_andWrittenAsAPage() throws Exception {
    List<String> lines = new AccessLog(3, 500).lines(3000);
    Path log = dir.resolve("access.log.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(log))) {
      for (String line : lines) {
        out.write((line + " 0.250\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    Path page = dir.resolve("report.html");
    Path kept = dir.resolve("kept");
    Process quickstart =
        start(
            "--by", "client", "--html=" + page, "--dir", kept.toString(), "--rows", log.toString());
    String output = outputOf(quickstart);
    assertThat(quickstart.waitFor()).as(output).isZero();
    assertThat(output)
        .contains("Duration  p50 0.25, p99 0.25 seconds", "Busiest   client")
        .contains("\"aggregation\":\"perMinute\"", "\"aggregation\":\"busiest\"");
    assertThat(booked(output, "read")).isEqualTo(3000);
    assertThat(page).content().contains("<svg", "in the files");
    assertThat(kept.toFile().list())
        .containsExactlyInAnyOrder("rows", "quickstart.conf", "agent.log");
  }

  @Test
  void jsonLog_isGuessed_andReadAsToldToo() throws Exception {
    Path log = dir.resolve("json.log");
    List<String> lines = new ArrayList<>();
    for (int second = 0; second < 600; second++) {
      lines.add(
          String.format(
              "{\"ts\":%d,\"http\":{\"status\":%d,\"path\":\"/p/%d\"},\"bytes\":10}",
              1_779_012_000 + second, second % 10 == 0 ? 500 : 200, second % 3));
    }
    Files.write(log, lines);
    Process refused = start("--format", "combined", log.toString());
    assertThat(outputOf(refused)).contains("--format json fits: 600 of them");
    assertThat(refused.waitFor()).isEqualTo(1);

    Process quickstart = start(log.toString());
    String output = outputOf(quickstart);
    assertThat(quickstart.waitFor()).as(output).isZero();
    assertThat(output)
        .contains("Note: no --format is given. 600 of the first 600 lines are read as json")
        .contains("5xx       10.00% (60 of 600)", "Bytes     6.0 kB (6000)")
        .containsPattern("(?m)^ +/p/0 +200 +2.0 kB$");
  }

  @Test
  void virtualHosts_readAsSomethingElse_areRefusedWithWhatFits() throws Exception {
    Path log = dir.resolve("vhosts.log");
    Files.write(
        log,
        new AccessLog(4, 100)
            .lines(100).stream().map(line -> "www.example.com:443 " + line).toList());
    Process quickstart = start("--format", "combined", log.toString());
    assertThat(outputOf(quickstart)).contains("--format vhost fits");
    assertThat(quickstart.waitFor()).isEqualTo(1);
  }

  @Test
  void help_needsNoBuild_andWrongUseIsSaid() throws Exception {
    Process help = start("--help");
    assertThat(outputOf(help)).contains("--format", "--by", "--rows", "--html", "--dir", "--watch");
    assertThat(help.waitFor()).isZero();
    Process wrong = start("--fromat", "json");
    assertThat(outputOf(wrong)).contains("did you mean '--format'?");
    assertThat(wrong.waitFor()).isEqualTo(2);
  }

  @Test
  void ownFiles_areAllRead_unterminatedLastLineIsNoted() throws Exception {
    Path one = Files.write(dir.resolve("one log.txt"), new AccessLog(1, 100).lines(1000));
    Path two = dir.resolve("two.log");
    Files.writeString(two, String.join("\n", new AccessLog(2, 100).lines(501)));
    Process quickstart = start(one.toString(), two.toString());
    String output = outputOf(quickstart);
    assertThat(quickstart.waitFor()).as(output).isZero();
    assertThat(output).contains("the last line of '" + two + "' has no end yet");
    assertThat(booked(output, "read")).isEqualTo(1500);
  }

  @Test
  void missingFile_isNamedAndNothingIsStarted() throws Exception {
    Process quickstart = start("no-such-file");
    assertThat(outputOf(quickstart)).contains("there is no file 'no-such-file'");
    assertThat(quickstart.waitFor()).isEqualTo(1);
  }

  @Test
  void interrupted_leavesNoAgentBehind() throws Exception {
    Process quickstart = start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> quickstart.descendants().anyMatch(QuickstartIT::isAgent));
    ProcessHandle agent =
        quickstart.descendants().filter(QuickstartIT::isAgent).findFirst().orElseThrow();
    new ProcessBuilder("kill", "-INT", Long.toString(quickstart.pid())).start().waitFor();
    String output = outputOf(quickstart);
    assertThat(quickstart.waitFor()).as(output).isEqualTo(EXIT_INTERRUPTED);
    assertThat(agent.isAlive()).isFalse();
    assertThat(output).doesNotContain("quickstart: ");
  }

  @Test
  void watch_showsAPageThatGrows_untilItIsEnded() throws Exception {
    Process quickstart = start("--watch");
    BufferedReader output = quickstart.inputReader(StandardCharsets.UTF_8);
    String address = output.lines().filter(line -> line.contains("http://")).findFirst().get();
    String page = address.substring(address.indexOf("http://"));
    assertThat(Scrape.get(page).body()).contains("<title>Flume Aggregation</title>");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Scrape.get(page + "api/v1/windows").body().contains("\"every10s\""));
    ProcessHandle agent =
        quickstart.descendants().filter(QuickstartIT::isAgent).findFirst().orElseThrow();
    new ProcessBuilder("kill", "-INT", Long.toString(quickstart.pid())).start().waitFor();
    assertThat(quickstart.waitFor()).isEqualTo(EXIT_INTERRUPTED);
    assertThat(agent.isAlive()).isFalse();
    assertThat(output.lines()).noneMatch(line -> line.startsWith("quickstart: "));
  }

  private static boolean isAgent(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("org.apache.flume.node.Application");
  }

  private static Process start(String... files) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("env", "--default-signal=INT", "./quickstart");
    builder.command().addAll(List.of(files));
    return builder.directory(FlumeHome.PROJECT.toFile()).redirectErrorStream(true).start();
  }

  private static String outputOf(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static long booked(String output, String entry) {
    Matcher line = Pattern.compile("(?m)^ +" + entry + " +(\\d+)").matcher(output);
    assertThat(line.find()).as(output).isTrue();
    return Long.parseLong(line.group(1));
  }
}
