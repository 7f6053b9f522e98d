package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that a newcomer tries first. */
class QuickstartIT {
  private static final Path SAMPLE = FlumeHome.PROJECT.resolve("examples/data/access.log");
  private static final int EXIT_INTERRUPTED = 130;

  @TempDir Path dir;

  @Test
  void sampleLog_printsWindowsAndBooksThatEqualTheLineCount() throws Exception {
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
    assertThat(output).contains("Windows of one minute", "Windows of five minutes");
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
    assertThat(quickstart.waitFor()).isEqualTo(EXIT_INTERRUPTED);
    assertThat(agent.isAlive()).isFalse();
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
