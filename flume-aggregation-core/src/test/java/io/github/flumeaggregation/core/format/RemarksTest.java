package io.github.flumeaggregation.core.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.record.Record;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a format says of lines that are not as the configuration has them. */
class RemarksTest {
  private static Format format(String... settings) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], settings[i + 1]);
    }
    return Formats.read(Settings.of("test", values));
  }

  private static void parse(
      Format format, Record record, String line, Map<String, String> headers) {
    byte[] bytes = line.getBytes(UTF_8);
    format.parse(bytes, 0, bytes.length, headers, record);
  }

  @Test
  void jsonFieldInNoneOfTheFirstThousandLines_isNamedOnceWithTheNearest() {
    Format format = format("format", "json");
    format.fields().index("statsu");
    format.fields().index("log.lvl");
    format.fields().index("status");
    format.fields().index("ERROR");
    Record record = format.newRecord();
    String line =
        "{\"status\":200,\"log\":{\"level\":\"a\",\"x\":[{\"y\":\"}\"}]},\"e\\\"\":null,\"z\":1e3}";
    for (int i = 0; i < 999; i++) {
      parse(format, record, line, Map.of());
    }
    assertThat(format.takeRemarks()).isEmpty();

    parse(format, record, line, Map.of());

    assertThat(format.takeRemarks())
        .containsExactly(
            "the field 'statsu' has had no value in any of the first 1000 lines (did you mean"
                + " 'status'?); if a text is meant, it stands in double quotes",
            "the field 'log.lvl' has had no value in any of the first 1000 lines (did you mean"
                + " 'log.level'?); if a text is meant, it stands in double quotes",
            "the field 'ERROR' has had no value in any of the first 1000 lines; if a text is meant,"
                + " it stands in double quotes");
    for (int i = 0; i < 2_000; i++) {
      parse(format, record, line, Map.of());
    }
    assertThat(format.takeRemarks()).isEmpty();
  }

  @Test
  void misspeltTimeField_isNamedAtTheFirstLine() {
    Format format = format("format", "json", "format.timeField", "tmie");
    Record record = format.newRecord();
    parse(format, record, "{\"time\":\"2026-05-17T10:05:01Z\"}", Map.of());
    assertThat(format.takeRemarks()).singleElement().asString().contains("'tmie'", "'time'");
  }

  @Test
  void headerInNoneOfTheFirstThousandEvents_isNamed() {
    Format format = format("format", "headers");
    format.fields().index("statsu");
    Record record = format.newRecord();
    for (int i = 0; i < 1_000; i++) {
      parse(format, record, "", Map.of("status", "200"));
    }
    assertThat(format.takeRemarks()).singleElement().asString().contains("'statsu'", "'status'");
  }

  @Test
  void fieldOfAnAccessLog_maySometimesBeMissing() {
    Format format = format("format", "combined");
    format.fields().index("user");
    Record record = format.newRecord();
    for (int i = 0; i < 2_000; i++) {
      parse(
          format,
          record,
          "1.1.1.1 - - [17/May/2026:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"-\"",
          Map.of());
    }
    assertThat(format.takeRemarks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"12ms", "1,000", " 5", "5 ", "", "0x10", "NaN", "100000000000000000000"})
  void whatIsNoNumberWhereOneIsNeeded_isCountedAndSaidOnce(String value) {
    Format format = format("format", "json");
    int duration = format.fields().index("duration");
    int other = format.fields().index("other");
    Record record = format.newRecord();
    for (int i = 0; i < 3; i++) {
      parse(format, record, "{\"duration\":\"" + value + "\",\"other\":\"x\"}", Map.of());
      assertThat(record.number(duration)).isNull();
      assertThat(record.number(duration)).as("counted once for a line").isNull();
      assertThat(record.text(other)).as("not needed as a number").isNotNull();
      assertThat(record.numberIfAny(other)).isNull();
    }

    assertThat(format.notNumbers()).isEqualTo(Map.of("duration", 3L));
    assertThat(format.takeRemarks())
        .singleElement()
        .asString()
        .contains("'duration'", "NotNumbers");
    assertThat(format.takeRemarks()).isEmpty();
  }

  @Test
  void hyphen_isMissing() {
    Format format = format("format", "delimited", "format.columns", "a");
    int a = format.fields().index("a");
    Record record = format.newRecord();
    parse(format, record, "-", Map.of());

    assertThat(record.number(a)).isNull();
    assertThat(format.notNumbers()).isEmpty();
  }
}
