package io.github.flumeaggregation.core.format;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.config.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Logs that people have: each folder of {@code formats} holds settings, some lines as they stand in
 * a file, and what is right as {@link ExpectedFields} has it, or {@code "refused"} for settings
 * that must be.
 */
class FormatCasesTest {
  private static final Path CASES = Path.of("src", "test", "resources", "formats");

  private static Stream<Named<Path>> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders
          .sorted()
          .map(folder -> Named.of(folder.getFileName().toString(), folder))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lines_haveTheFieldsThatAreRight(Path folder) throws IOException {
    Settings settings =
        ExpectedFields.settings(Files.readString(folder.resolve("settings.properties")));
    Format format = ExpectedFields.format(settings);
    List<String> expected = Files.readAllLines(folder.resolve("fields.jsonl"));
    if (expected.equals(List.of("\"refused\""))) {
      assertThatThrownBy(settings::finish).isInstanceOf(SettingsException.class);
    } else {
      settings.finish();
      ExpectedFields.check(
          format, lines(Files.readAllBytes(folder.resolve("lines.log"))), expected);
    }
  }

  private static List<byte[]> lines(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int at = 0; at <= bytes.length; at++) {
      if (at == bytes.length ? from < at : bytes[at] == '\n') {
        lines.add(Arrays.copyOfRange(bytes, from, at));
        from = at + 1;
      }
    }
    return lines;
  }
}
