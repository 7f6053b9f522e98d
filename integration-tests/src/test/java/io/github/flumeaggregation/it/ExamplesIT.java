package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples do what they say, and the documentation shows them as they are. */
class ExamplesIT {
  private static final Path EXAMPLES = FlumeHome.PROJECT.resolve("examples");

  /** So that lines go on until windows have closed without anybody being idle. */
  private static final int LINES = 20_000;

  private static final long MILLIS_PER_LINE = 30;

  @TempDir Path dir;

  @Test
  void accessLog_countsEveryMinuteAndStatus() throws Exception {
    Path rows = Files.createDirectories(dir.resolve("var/lib/flume/rows"));
    try (StockAgent agent = start("access-log.conf")) {
      RowFiles files = new RowFiles(rows);
      agent.await("rows", () -> files.results("traffic").size() >= 8 * 5);
      // Stock file channels log an error when they are interrupted by a stop.
      assertThat(agent.log()).doesNotContain(" ERROR ", "\tat ");
      agent.stop();
    }
    try (Duck duck = Duck.over(dir.resolve("var/log/nginx/access.log"))) {
      assertThat(duck.windows(60, 60))
          .containsAllEntriesOf(
              new RowFiles(rows)
                  .results("traffic").stream()
                      .collect(
                          Collectors.toMap(
                              row -> row.start() + " " + row.group("status"), Statistics::of)));
    }
  }

  @Test
  void apiErrors_goToFilesAndBooksToOthers() throws Exception {
    Path errors = Files.createDirectories(dir.resolve("var/lib/flume/errors"));
    Path books = Files.createDirectories(dir.resolve("var/lib/flume/books"));
    try (StockAgent agent = start("api-errors.conf")) {
      agent.await("books", () -> new RowFiles(books).windowLines("errors", "in") > 0);
      agent.await("errors", () -> !new RowFiles(errors).results("errors").isEmpty());
      // Stock file channels log an error when they are interrupted by a stop.
      assertThat(agent.log()).doesNotContain(" ERROR ", "\tat ");
      agent.stop();
    }
    assertThat(new RowFiles(errors).all()).allMatch(row -> row.type().equals("row"));
    assertThat(new RowFiles(errors).all())
        .allMatch(row -> List.of("500", "503").contains(row.group("status")));
    assertThat(new RowFiles(books).all()).allMatch(row -> row.type().equals("books"));
  }

  @Test
  void documentation_showsTheExamplesAsTheyAre() throws Exception {
    List<String> readme =
        Files.readAllLines(FlumeHome.PROJECT.resolve("README.md")).stream()
            .map(String::strip)
            .toList();
    assertThat(readme)
        .containsSubsequence(
            Files.readAllLines(EXAMPLES.resolve("access-log.conf")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList());
    assertThat(Files.readString(FlumeHome.PROJECT.resolve("docs/window-sink.md")))
        .contains(Files.readString(EXAMPLES.resolve("api-errors.conf")));
    String unit = Files.readString(EXAMPLES.resolve("flume.service"));
    assertThat(Files.readString(FlumeHome.PROJECT.resolve("docs/install.md")))
        .contains(unit.substring(unit.indexOf("[Unit]")));
  }

  @Test
  void unit_isUnderstoodBySystemd() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/systemd-analyze")), "systemd-analyze");
    Path unit = EXAMPLES.resolve("flume.service").toRealPath();
    Process process =
        new ProcessBuilder("systemd-analyze", "verify", unit.toString())
            .redirectErrorStream(true)
            .start();
    // It misses Flume, and nothing else.
    assertThat(process.inputReader().lines())
        .filteredOn(line -> line.contains(unit.getFileName().toString()))
        .allMatch(line -> line.contains("/opt/flume/bin/flume-ng"));
  }

  @Test
  void pipelinesPage_showsPartsOfTheExamplesAsTheyAre() throws Exception {
    String page = Files.readString(FlumeHome.PROJECT.resolve("docs/pipelines.md"));
    StringBuilder examples = new StringBuilder();
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".conf")).toList()) {
        examples.append(Files.readString(file)).append('\n');
      }
    }
    List<String> parts =
        Pattern.compile("```properties\n(.*?)```", Pattern.DOTALL)
            .matcher(page)
            .results()
            .map(part -> part.group(1))
            .toList();
    assertThat(parts).isNotEmpty().allSatisfy(part -> assertThat(examples).contains(part));
  }

  /** Starts an agent on an example, all of whose paths lie below the test's folder. */
  private StockAgent start(String example) throws Exception {
    Path log = Files.createDirectories(dir.resolve("var/log/nginx")).resolve("access.log");
    Files.write(
        log,
        new AccessLog(7, MILLIS_PER_LINE)
            .lines(LINES).stream().map(line -> line.replace(" /p/", " /api/")).toList());
    String conf = Files.readString(EXAMPLES.resolve(example));
    return StockAgent.start(
        FlumeHome.createIn(dir), conf.replace("/var/", dir + "/var/"), "-Duser.home=" + dir);
  }
}
