package io.github.flumeaggregation.core.format;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.table.Tables;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever's lines are unparsed is told why, and never reads a line in the log unasked. */
class UnparsedLinesTest {
  private static final String ACCESS =
      "203.0.113.9 - - [17/May/2026:10:05:43 +0000] \"GET /secret HTTP/1.1\" 200 5 \"-\" \"t\"";

  private static Format format(String... settings) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], settings[i + 1]);
    }
    return Formats.read(Settings.of("test", values));
  }

  private static void parse(Format format, String line, int times) {
    parse(format, line.getBytes(UTF_8), times);
  }

  private static void parse(Format format, byte[] line, int times) {
    Record record = format.newRecord();
    for (int i = 0; i < times; i++) {
      format.parse(line, 0, line.length, Map.of(), record);
    }
  }

  @Test
  void firstUnparsedLine_isExplainedByFieldAndColumn_withoutItsText() {
    Format format = format("format", "combined");
    parse(format, ACCESS, 3);
    parse(format, ACCESS.replace("200 5", "2000 5"), 1);

    assertThat(format.takeRemarks())
        .containsExactly(
            "unparsed by the format 'combined' so far: 1 of 4 lines. In this one, %>s (three digits"
                + " or a hyphen), then ' ', is expected at column 69, after '9.9.9.9 - - [9/Aa/9:"
                + "9:9:9 +9] \"A /a A/9.9\" ', where '9 9 \"-\" \"a\"' stands (structure;"
                + " logUnparsed = text shows the line). This is said again of unparsed line 10");
  }

  @Test
  void laterUnparsedLines_areExplainedRarely() {
    Format format = format("format", "combined");
    parse(format, ACCESS, 1);
    parse(format, "no access line", 1_000);

    assertThat(format.takeRemarks()).hasSize(4).noneMatch(remark -> remark.contains("access line"));
  }

  @Test
  void textIsShown_ifAskedFor() {
    Format format = format("format", "combined", "logUnparsed", "text");
    parse(format, ACCESS.replace("200 5", "x\u0007y"), 1);

    assertThat(format.takeRemarks())
        .singleElement()
        .asString()
        .contains("GET /secret", "where 'x?y \"-\" \"t\"' stands. ");
    assertThatThrownBy(
            () -> {
              Settings settings = Settings.of("test", Map.of("logUnparsed", "yes"));
              Formats.read(settings);
              settings.finish();
            })
        .hasMessageContaining("logUnparsed = 'yes': allowed is one of structure, text");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "shop.example:443 LINE ~ set format = vcombined",
        "shop.example LINE ~ set format = vcombined",
        "May 17 10:05:44 web1 nginx: LINE ~ set format.prefix = syslog",
        "<190>May  7 10:05:44 nginx: LINE ~ set format.prefix = syslog",
        "<34>1 2026-05-17T10:05:44Z web1 nginx 7 - - LINE ~ set format.prefix = syslog",
        "2026-05-17T10:05:44.123456789Z stdout F LINE ~ set format.prefix = cri",
        "web-1  | LINE ~ set format.prefix = compose",
        "{\"time\":\"2026-05-17T10:05:43Z\",\"status\":200} ~ set format = json",
        "time:2026-05-17T10:05:43Z\tstatus:200 ~ set format = ltsv",
        "level=info time=2026-05-17T10:05:43Z ~ set format = logfmt",
        "what is this ~ another format is meant, or something stands before"
      })
  void noneOfTheFirstHundredLines_namesTheLikelyMistake(String line, String remedy) {
    Format format = format("format", "combined");
    parse(format, line.replace("LINE", ACCESS), 99);
    assertThat(format.takeRemarks()).noneMatch(remark -> remark.startsWith("NONE"));

    parse(format, line.replace("LINE", ACCESS), 1);

    assertThat(format.takeRemarks())
        .singleElement()
        .asString()
        .startsWith("NONE of the first 100 lines is of the format 'combined'")
        .contains("Most likely ", remedy)
        .doesNotContain("secret");
  }

  @Test
  void lineInAFieldOfJson_isFound() {
    Format format = format("format", "combined");
    parse(format, "{\"log\":\"" + ACCESS.replace("\"", "\\\"") + "\\n\",\"stream\":\"x\"}", 100);

    assertThat(format.takeRemarks()).last().asString().contains("set format.field = log");
  }

  @Test
  void utf16_isFound() {
    Format format = format("format", "combined");
    parse(format, ACCESS.getBytes(UTF_16LE), 100);

    assertThat(format.takeRemarks()).last().asString().contains("the file is UTF-16");
  }

  @Test
  void quotesOfAnotherPattern_areFound() {
    Format without =
        format("format", "nginx", "format.pattern", "$remote_addr [$time_local] $host $status");
    parse(without, "::1 [17/May/2026:10:05:43 +0000] \"a.example\" x", 100);
    Format with =
        format("format", "nginx", "format.pattern", "$remote_addr [$time_local] \"$host\" $status");
    parse(with, "::1 [17/May/2026:10:05:43 +0000] a.example x", 100);

    assertThat(without.takeRemarks()).last().asString().contains("the pattern has none");
    assertThat(with.takeRemarks()).last().asString().contains("the lines have none");
  }

  @Test
  void anotherTime_isNamedInstead() {
    Format format = format("format", "json", "format.timeField", "t");
    parse(format, "{\"t\":\"17.05.2026 10:05\"}", 100);

    assertThat(format.takeRemarks())
        .last()
        .asString()
        .contains(
            "Most likely the time is another one: in the last line, a time in the field 't' such as"
                + " 2026-05-17T10:05:43Z is expected at column 7");
  }

  @Test
  void directivesOfExtendedLogFiles_needNoExplanation() {
    Format format = format("format", "w3c");
    parse(format, "#Version: 1.0", 3);

    assertThat(format.takeRemarks()).isEmpty();
  }

  @Test
  void lineWithoutTheHeaderThatIsItsTime_isExplained() {
    Format format =
        Formats.readWithTime(
            Settings.of(
                "test", Map.of("format", "regex", "format.pattern", "(?<a>.+)", "time", "header")),
            new Tables());
    parse(format, "a", 1);

    assertThat(format.takeRemarks())
        .singleElement()
        .asString()
        .contains("the header 'timestamp', which the event lacks", "time = header");
  }

  @ParameterizedTest
  @CsvSource({"soon, 'a'", "9223372036854775807, '9'", "-377705116800001, '-9'"})
  void headerThatIsNoTime_isExplained(String timestamp, String shape) {
    Format format =
        Formats.readWithTime(Settings.of("test", Map.of("time", "header")), new Tables());
    Record record = format.newRecord();
    byte[] line = ACCESS.getBytes(UTF_8);

    assertThat(format.parse(line, 0, line.length, Map.of("timestamp", timestamp), record))
        .isFalse();
    assertThat(record.hasTime()).isFalse();
    assertThat(format.takeRemarks())
        .singleElement()
        .asString()
        .contains(
            "in the header 'timestamp' a number of milliseconds", "where '" + shape + "' stands");
  }

  @Test
  void timeInTheHeader_goesBeforeThatOfTheLine() {
    Format format =
        Formats.readWithTime(Settings.of("test", Map.of("time", "header")), new Tables());
    Record record = format.newRecord();
    byte[] line = ACCESS.getBytes(UTF_8);

    assertThat(format.parse(line, 0, line.length, Map.of("timestamp", "1779012343123"), record))
        .isTrue();
    assertThat(record.timeMillis()).isEqualTo(1_779_012_343_123L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "json; at; uuuuu-MM-dd; {\"at\":\"12026-05-17\"}",
        "json; at; epochSeconds; {\"at\":\"\"}",
        "nginx; ; ; - 200 5"
      })
  void lineWhoseTimeIsNone_isExplained(String kind, String field, String pattern, String line) {
    Format format =
        field == null
            ? format("format", kind, "format.pattern", "\"$time_iso8601\" $status $body_bytes_sent")
            : format("format", kind, "format.timeField", field, "format.timePattern", pattern);
    parse(format, line, 1);

    assertThat(format.takeRemarks()).singleElement().asString().contains("is expected at column");
  }

  @Test
  void wrongTimeAfterAPrefix_isNotTakenForAnotherFormat() {
    Format format = format("format", "json", "format.prefix", "compose", "format.timeField", "at");
    parse(format, "web-1  | {\"at\":\"17.05.2026 10:05\"}", 100);

    assertThat(format.takeRemarks())
        .last()
        .asString()
        .contains("Most likely the time is another one");
  }
}
