package io.github.flumeaggregation.tool.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.tool.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/aggregations.md shows is what comes out: each example is a test of the command. */
class DocumentedExamplesTest {
  private static final Path PAGE = Path.of("../docs/aggregations.md");
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "### ([^\n]+)\n[^#]*?```text\n(.*?)```\n(?:```csv\n(.*?)```\n)?```properties\n(.*?)```\n```json\n(.*?)```",
          Pattern.DOTALL);

  @TempDir Path dir;

  private record Example(String lines, String table, String settings, String rows) {}

  private static Stream<Named<Example>> examples() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf("## Worked examples");
    Matcher found = EXAMPLE.matcher(page.substring(from, page.indexOf("\n## ", from)));
    List<Named<Example>> examples = new ArrayList<>();
    while (found.find()) {
      examples.add(
          Named.of(
              found.group(1),
              new Example(found.group(2), found.group(3), found.group(4), found.group(5))));
    }
    assertThat(examples).hasSizeGreaterThan(5);
    return examples.stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void lines_giveTheRowsThatThePageShows(Example example) throws IOException {
    Files.writeString(
        dir.resolve("sink.conf"),
        "a1.sinks.w.type = io.github.flumeaggregation.window.WindowSink\n"
            + example
                .settings
                .replace("/etc/flume/", dir + "/")
                .replaceAll("(?m)^", "a1.sinks.w.")
                .replaceAll("a1.sinks.w.$", ""));
    if (example.table != null) {
      Files.writeString(dir.resolve("offices.csv"), example.table);
    }
    Files.writeString(dir.resolve("lines.log"), example.lines);
    Files.writeString(dir.resolve("rows.json"), example.rows);
    Run run = Run.of("test", dir);
    assertThat(run.out() + run.err()).isEqualTo("ok: " + dir + "\n");
    assertThat(run.exitCode()).isZero();
  }
}
