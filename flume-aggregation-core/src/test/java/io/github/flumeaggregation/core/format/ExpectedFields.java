package io.github.flumeaggregation.core.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Record;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Compares lines with the fields that are right, one JSON value for each line: the fields that
 * matter (numbers as numbers, {@code @time} the event time), {@code null} if it must be unparsed,
 * or {@code anyOf} several answers.
 */
final class ExpectedFields {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long NOW = Instant.parse("2026-05-18T00:00:00Z").toEpochMilli();

  private ExpectedFields() {}

  /** Settings as they stand in a properties file. */
  static Settings settings(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    Map<String, String> values = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    Settings settings = Settings.of("test", values);
    settings.ignore("time");
    return settings;
  }

  /** The format of the settings, as it is in May 2026. */
  static Format format(Settings settings) {
    return Formats.read(settings, () -> NOW);
  }

  static void check(Format format, List<byte[]> lines, List<String> expected) throws IOException {
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
  private static Record newRecord(Format format, List<String> expected)
      throws JsonProcessingException {
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
