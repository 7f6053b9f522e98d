package io.github.flumeaggregation.window;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.flumeaggregation.window.engine.WindowEngine;
import io.github.flumeaggregation.window.row.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/aggregations.md shows is what comes out. */
class DocumentedExamplesTest {
  private static final Path PAGE = Path.of("../docs/aggregations.md");
  private static final long WALL = Instant.parse("2026-05-20T00:00:00Z").toEpochMilli();
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "### ([^\n]+)\n[^#]*?```text\n(.*?)```\n```properties\n(.*?)```\n```json\n(.*?)```",
          Pattern.DOTALL);

  private record Example(String lines, String settings, String rows) {}

  private static Stream<Named<Example>> examples() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf("## Worked examples");
    Matcher found = EXAMPLE.matcher(page.substring(from, page.indexOf("\n## ", from)));
    List<Named<Example>> examples = new ArrayList<>();
    while (found.find()) {
      examples.add(
          Named.of(found.group(1), new Example(found.group(2), found.group(3), found.group(4))));
    }
    assertThat(examples).hasSizeGreaterThan(5);
    return examples.stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void lines_giveTheRowsThatThePageShows(Example example) {
    assertThat(String.join("", rows(example))).isEqualTo(example.rows);
  }

  private static List<String> rows(Example example) {
    WindowEngine engine =
        new WindowEngine(new WindowSinkConfig("w", settings(example.settings)).job);
    for (String batch : example.lines.split("\n\n")) {
      for (String line : batch.split("\n")) {
        engine.add(Map.of(), Events.bytes(line), WALL);
      }
      engine.endBatch(WALL, Integer.MAX_VALUE);
    }
    engine.channelIdle(WALL, Integer.MAX_VALUE);
    List<String> rows = new ArrayList<>();
    for (JsonObject row : Events.bodies(engine.takeResults(), "row")) {
      List.of("type", "id", "aggregation").forEach(row::remove);
      rows.add(row + "\n");
    }
    return rows;
  }

  private static Map<String, String> settings(String text) {
    Map<String, String> settings = new HashMap<>();
    for (String line : text.split("\n")) {
      String[] keyAndValue = line.split(" = ", 2);
      settings.put(keyAndValue[0], keyAndValue[1]);
    }
    settings.put("channel", "c");
    return settings;
  }
}
