package io.github.flumeaggregation.core.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/formats.md shows by kind of log is what comes out. */
class FormatsPageTest {
  private static final Path PAGE = Path.of("../docs/formats.md");
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "### ([^\n]+)\n[^#]*?```text\n(.*?)```\n```properties\n(.*?)```\n```json\n(.*?)```",
          Pattern.DOTALL);

  private record Example(String lines, String settings, String fields) {}

  private static Stream<Named<Example>> examples() throws IOException {
    String page = Files.readString(PAGE);
    Matcher found = EXAMPLE.matcher(page.substring(page.indexOf("\n## By kind of log")));
    List<Named<Example>> examples = new ArrayList<>();
    while (found.find()) {
      examples.add(
          Named.of(found.group(1), new Example(found.group(2), found.group(3), found.group(4))));
    }
    assertThat(examples).hasSizeGreaterThan(25);
    return examples.stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void lines_haveTheFieldsThatThePageShows(Example example) throws IOException {
    Settings settings = ExpectedFields.settings(example.settings);
    Format format = ExpectedFields.format(settings);
    settings.finish();
    assertThat(format.givesTime()).isTrue();
    List<byte[]> lines = example.lines.lines().map(line -> line.getBytes(UTF_8)).toList();
    ExpectedFields.check(format, lines, example.fields.lines().toList());
  }
}
