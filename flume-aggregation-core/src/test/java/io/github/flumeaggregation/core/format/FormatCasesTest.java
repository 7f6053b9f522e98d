package io.github.flumeaggregation.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Record;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Logs that people have: each folder of {@code formats} holds settings, some lines as they stand in
 * a file, and for each line the fields that are right (those named, numbers as numbers, {@code
 * @time} the event time), {@code null} if it must be unparsed, or {@code anyOf} several answers; or
 * {@code "refused"} for the settings.
 */
class FormatCasesTest {
  private static final Path CASES = Path.of("src", "test", "resources", "formats");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long NOW = Instant.parse("2026-05-18T00:00:00Z").toEpochMilli();

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
    Settings settings = Settings.of("case", settings(folder));
    settings.ignore("time");
    Format format = Formats.read(settings, () -> NOW);
    List<String> expected = Files.readAllLines(folder.resolve("fields.jsonl"));
    if (expected.equals(List.of("\"refused\""))) {
      assertThatThrownBy(settings::finish).isInstanceOf(SettingsException.class);
      return;
    }
    settings.finish();
    List<byte[]> lines = lines(folder);
    assertThat(lines).hasSameSizeAs(expected);
    Record record = newRecord(format, expected);
    for (int i = 0; i < expected.size(); i++) {
      byte[] line = lines.get(i);
      boolean parsed = format.parse(line, 0, line.length, Map.of(), record);
      JsonNode answers = JSON.readTree(expected.get(i));
      assertThat(answers(answers).anyMatch(answer -> isRight(answer, format, record, parsed)))
          .as("line %d: %s, expected %s", i + 1, found(answers, format, record, parsed), answers)
          .isTrue();
    }
  }

  private static Map<String, String> settings(Path folder) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(folder.resolve("settings.properties"))) {
      properties.load(reader);
    }
    Map<String, String> settings = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
    return settings;
  }

  private static List<byte[]> lines(Path folder) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("lines.log"));
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        lines.add(java.util.Arrays.copyOfRange(bytes, from, at));
        from = at + 1;
      }
    }
    if (from < bytes.length) {
      lines.add(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
    }
    return lines;
  }

  private static Stream<JsonNode> answers(JsonNode answers) {
    List<JsonNode> all = new ArrayList<>();
    if (answers.has("anyOf")) {
      answers.get("anyOf").forEach(all::add);
    } else {
      all.add(answers);
    }
    return all.stream();
  }

  /** A record with room for all fields that are asked for. */
  private static Record newRecord(Format format, List<String> expected) throws IOException {
    for (String line : expected) {
      answers(JSON.readTree(line)).forEach(answer -> names(answer).forEach(format.fields()::index));
    }
    return format.newRecord();
  }

  private static List<String> names(JsonNode answer) {
    List<String> names = new ArrayList<>();
    for (Iterator<String> name = answer.fieldNames(); name.hasNext(); ) {
      names.add(name.next());
    }
    names.remove("@time");
    return names;
  }

  private static boolean isRight(JsonNode answer, Format format, Record record, boolean parsed) {
    if (answer.isNull() || !parsed) {
      return answer.isNull() && !parsed;
    }
    boolean time =
        !answer.has("@time")
            || (record.hasTime()
                && Instant.ofEpochMilli(record.timeMillis())
                    .equals(Instant.parse(answer.get("@time").asText())));
    return time
        && names(answer).stream()
            .allMatch(name -> isRight(answer.get(name), record, format.fields().index(name)));
  }

  private static boolean isRight(JsonNode value, Record record, int field) {
    if (value.isNull()) {
      return !record.has(field);
    }
    if (value.isNumber()) {
      Decimal number = record.number(field);
      return number != null && number.compareTo(Decimal.of(value.asText())) == 0;
    }
    return record.has(field) && value.asText().equals(String.valueOf(record.text(field)));
  }

  private static Map<String, Object> found(
      JsonNode answers, Format format, Record record, boolean parsed) {
    Map<String, Object> found = new TreeMap<>();
    found.put("parsed", parsed);
    answers(answers)
        .flatMap(answer -> names(answer).stream())
        .forEach(name -> found.put(name, String.valueOf(record.text(format.fields().index(name)))));
    if (record.hasTime()) {
      found.put("@time", Instant.ofEpochMilli(record.timeMillis()));
    }
    found.put("remarks", format.takeRemarks());
    return found;
  }
}
