package io.github.flumeaggregation.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.record.Record;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON, delimited lines, regular expressions and headers. */
class FieldFormatsTest {
  private final Lines json = Lines.of("format", "json");

  @Test
  void json_givesNestedFieldsByTheirDottedNames() {
    String line =
        " {\"status\": 200, \"http\":{\"path\":\"/a\\u00e4\\\"\",\"t\":{\"ms\":-1.5e3}},"
            + " \"log.level\":\"warn\", \"ok\":true, \"none\":null, \"tags\":[1,{\"a\":[]}, \"]\"]} \r";

    assertThat(
            json.fields(
                line, "status", "http.path", "http.t.ms", "log.level", "ok", "none", "tags", "no"))
        .containsExactly(
            entry("status", "200"),
            entry("http.path", "/a\u00c3\u00a4\""),
            entry("http.t.ms", "-1.5e3"),
            entry("log.level", "warn"),
            entry("ok", "true"),
            entry("tags", "[1,{\"a\":[]}, \"]\"]"));
  }

  @Test
  void json_ofSeveralValuesUnderOneNameTheLastCounts() {
    assertThat(json.field("{\"a\":1,\"a\":2}", "a")).isEqualTo("2");
    assertThat(json.field("{\"a\":1,\"a\":null}", "a")).isNull();
    assertThat(json.field("{\"a\":{\"b\":1},\"a.b\":2}", "a.b")).isEqualTo("2");
  }

  @Test
  void json_keysMayBeEscaped() {
    assertThat(json.field("{\"st\\u0061tus\":5}", "status")).isEqualTo("5");
  }

  @Test
  void json_surrogatesBecomeOneCharacter() {
    assertThat(
            json.field("{\"a\":\"\\ud83d\\ude00\\ud83d\"}", "a")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
        .containsExactly(0xf0, 0x9f, 0x98, 0x80, 0xef, 0xbf, 0xbd);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "}",
        "[]",
        "1",
        "{\"a\":1",
        "{\"a\":1}}",
        "{\"a\":1} x",
        "{\"a\" 1}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":-}",
        "{\"a\":tru}",
        "{\"a\":\"x}",
        "{\"a\":\"x\\\"}",
        "{\"a\":[1,]}",
        "{\"a\":[1 2]}",
        "{\"a\":1e}",
        "{\"a\":+1}",
        "{\"a\":nullx}",
        "{\"a\":1 \"b\":2}"
      })
  void json_lineThatIsNotOneObject_isNotParsed(String line) {
    assertThat(json.accepts(line)).isFalse();
  }

  @Test
  void json_deepNesting_isRefusedWithoutExhaustingTheStack() {
    assertThat(json.accepts("{\"a\":" + "[".repeat(90) + "]".repeat(90) + "}")).isTrue();
    assertThat(json.accepts("{\"a\":" + "[".repeat(500_000))).isFalse();
    assertThat(json.accepts("{\"a\":".repeat(200_000))).isFalse();
  }

  @Test
  void delimited_columnsHaveNamesAndNumbers() {
    Lines csv = Lines.of("format", "delimited", "format.columns", "host, status - bytes");

    assertThat(csv.fields("web1,200,x,17", "host", "status", "bytes", "$3", "$2"))
        .containsExactly(
            entry("host", "web1"),
            entry("status", "200"),
            entry("bytes", "17"),
            entry("$3", "x"),
            entry("$2", "200"));
  }

  @Test
  void delimited_quotedValuesMayHoldDelimitersAndQuotes() {
    Lines csv = Lines.of("format", "delimited");

    assertThat(csv.fields("\"a,\"\"b\"\"\",,\"\",x\"y\r", "$1", "$2", "$3", "$4"))
        .containsExactly(entry("$1", "a,\"b\""), entry("$3", ""), entry("$4", "x\"y"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b", "a,b,c,d", "\"a\"x,b,c", "a,b,\"c", "", "a,b,\"c\"\""})
  void delimited_lineWithOtherColumnsOrOpenQuotes_isNotParsed(String line) {
    assertThat(Lines.of("format", "delimited", "format.columns", "a b c").accepts(line)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"tab,'a\tb'", "\\t,'a\tb'", "|,a|b", "space,a b", ";,a;b"})
  void delimited_delimiterMayBeAnyCharacter(String delimiter, String line) {
    assertThat(Lines.of("format", "delimited", "format.delimiter", delimiter).field(line, "$2"))
        .isEqualTo("b");
  }

  @Test
  void delimited_withoutQuotes_takesThemLiterally() {
    assertThat(Lines.of("format", "delimited", "format.quote", "none").field("\"a,b", "$1"))
        .isEqualTo("\"a");
    assertThat(Lines.of("format", "delimited", "format.quote", "'").field("'a,b'", "$1"))
        .isEqualTo("a,b");
  }

  @Test
  void delimited_faults_sayWhatIsAllowed() {
    assertThatThrownBy(
            () ->
                Lines.of(
                    "format",
                    "delimited",
                    "format.delimiter",
                    "",
                    "format.quote",
                    "xy",
                    "format.columns",
                    "a a"))
        .hasMessageContaining("format.delimiter = '': allowed are one or several characters")
        .hasMessageContaining("format.quote = 'xy': allowed is one ASCII character")
        .hasMessageContaining("format.columns = 'a a': allowed are the columns' names");
    assertThatThrownBy(
            () -> Lines.of("format", "delimited", "format.columns", "a b").field("", "c"))
        .hasMessageContaining("unknown field 'c'");
    assertThatThrownBy(() -> Lines.of("format", "delimited").field("", "$0"))
        .hasMessageContaining("unknown field '$0'");
  }

  @Test
  void regex_namedGroupsAreFields() {
    Lines lines =
        Lines.of("format", "regex", "format.pattern", "(?<level>[A-Z]+) took (?<ms>[0-9]+)?ms");

    assertThat(lines.fields("x WARN took 15ms", "level", "ms"))
        .containsExactly(entry("level", "WARN"), entry("ms", "15"));
    assertThat(lines.fields("INFO took ms", "level", "ms")).containsExactly(entry("level", "INFO"));
    assertThat(lines.accepts("WARN took long")).isFalse();
    assertThatThrownBy(() -> lines.field("", "levle"))
        .hasMessageContaining("unknown field 'levle' (did you mean 'level'?)");
  }

  @Test
  void regex_patternWithoutItsBackslashes_isWarnedAbout() {
    Settings settings =
        Settings.of("sink", Map.of("format", "regex", "format.pattern", "(?<status>d+)"));

    Formats.read(settings);
    settings.finish();

    assertThat(settings.warnings())
        .singleElement()
        .asString()
        .startsWith("sink: format.pattern = '(?<status>d+)': 'd' is a plain letter here");
  }

  @Test
  void headers_areFields() {
    Format format =
        Formats.read(
            Settings.of("test", Map.of("format", "headers", "format.timeField", "timestamp")));
    int host = format.fields().index("host");
    Record record = format.newRecord();

    assertThat(
            format.parse(
                new byte[0], 0, 0, Map.of("host", "web1", "timestamp", "1779012343123"), record))
        .isTrue();
    assertThat(record.text(host)).hasToString("web1");
    assertThat(record.timeMillis()).isEqualTo(1_779_012_343_123L);
    assertThat(format.parse(new byte[0], 0, 0, Map.of("host", "web2"), record)).isFalse();
    assertThat(record.text(host)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        " | 2026-05-17T10:05:43Z | 2026-05-17T10:05:43Z",
        " | 2026-05-17 12:05:43.123456 +02:00 | 2026-05-17T10:05:43.123Z",
        " | 2026-05-17 12:05:43,123456+02:00 | 2026-05-17T10:05:43.123Z",
        " | 2026-05-17T10:05 | 2026-05-17T10:05:00Z",
        " | 2026-05-17T10:05:60Z | 2026-05-17T10:06:00Z",
        " | 2026-05-17T05:35-0430 | 2026-05-17T10:05:00Z",
        " | 2026-05-17T12:05+02 | 2026-05-17T10:05:00Z",
        " | 2026-02-29T10:05:43Z | ",
        " | 2026-05-17T24:05:43Z | ",
        " | 2026-05-17T10:60:43Z | ",
        " | 2026-05-17T10:05:43. | ",
        " | 2026-05-17 | ",
        "clf | 17/May/2026:12:05:43 +0200 | 2026-05-17T10:05:43Z",
        "epochSeconds | 1779012343 | 2026-05-17T10:05:43Z",
        "epochSeconds | 1779012343.1239 | 2026-05-17T10:05:43.123Z",
        "epochSeconds | -0.0015 | 1969-12-31T23:59:59.998Z",
        "epochSeconds | 1779012343123 | ",
        "epochSeconds | 1. | ",
        "epochSeconds | x | ",
        "epochMillis | 1779012343123 | 2026-05-17T10:05:43.123Z",
        "epochMillis | -1 | 1969-12-31T23:59:59.999Z",
        "epochMillis | -0.5 | 1969-12-31T23:59:59.999Z",
        "epochMicros | 1779012343123999 | 2026-05-17T10:05:43.123Z",
        "epochNanos | 1779012343123999999 | 2026-05-17T10:05:43.123Z",
        "epochNanos | -1 | 1969-12-31T23:59:59.999Z",
        "dd.MM.yyyy HH:mm:ss | 17.05.2026 10:05:43 | 2026-05-17T10:05:43Z",
        "dd.MM.yyyy HH:mm:ss | 17.05.2026 | ",
        "MMM d yyyy h:mm a | May 7 2026 1:05 PM | 2026-05-07T13:05:00Z",
        "yyyy-MM-dd | 2026-05-17 | 2026-05-17T00:00:00Z",
        " | 2026-05-17 10:05:43 UTC | 2026-05-17T10:05:43Z",
        " | 2026-05-17 10:05:43.5 GMT | 2026-05-17T10:05:43.500Z",
        " | 20260517T120543+0200 | 2026-05-17T10:05:43Z",
        " | 20260517T1005Z | ",
        " | [2026-05-17 10:05:43] | 2026-05-17T10:05:43Z",
        " | 2026-05-17T10:05:43 PDT | ",
        "clf | [17/May/2026:10:05:43 +0000] | 2026-05-17T10:05:43Z",
        "clf | 17/MAY/2026:10:05:43.25 +0000 | 2026-05-17T10:05:43.250Z",
        "clf |  7/May/2026:10:05:43 +0000 | 2026-05-07T10:05:43Z",
        "clf | 7/may/2026:12:05:43 +02:00 | 2026-05-07T10:05:43Z",
        "clf | 17/May/2026:10:05:43 GMT | 2026-05-17T10:05:43Z",
        "clf | 17/May/2026:10:05:43 CEST | ",
        "clf | 17/May/2026:10:05:43 | ",
        "clf | 17/Mayo/2026:10:05:43 +0000 | ",
        "M/d/yyyy h:mm:ss a | 5/17/2026 1:05:43 pm | 2026-05-17T13:05:43Z",
        "EEE MMM d HH:mm:ss yyyy | Thu May  7 10:05:43 2026 | 2026-05-07T10:05:43Z",
        "MMM dd yyyy | May  7 2026 | 2026-05-07T00:00:00Z",
        "[dd.MM.yyyy HH:mm] | [17.05.2026 10:05] | 2026-05-17T10:05:00Z",
        "yyyyMMddHHmmssXX | 20260517120543+0200 | 2026-05-17T10:05:43Z"
      })
  void time_isReadInTheConfiguredForm(String pattern, String text, String instant) {
    Lines lines =
        pattern == null
            ? Lines.of("format", "json", "format.timeField", "t")
            : Lines.of("format", "json", "format.timeField", "t", "format.timePattern", pattern);
    Long expected = instant == null ? null : Instant.parse(instant).toEpochMilli();

    assertThat(lines.timeMillis("{\"t\":\"" + text + "\"}")).isEqualTo(expected);
    assertThat(lines.timeMillis("{\"t\":\"" + text + "\"}")).isEqualTo(expected);
    assertThat(lines.accepts("{}")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-17T12:05:43, 2026-05-17T10:05:43Z",
    "2026-01-17T12:05:43, 2026-01-17T11:05:43Z",
    "2026-01-17T12:05:43Z, 2026-01-17T12:05:43Z",
    "2026-10-25T02:30:00, 2026-10-25T00:30:00Z",
    "2026-03-29T02:30:00, 2026-03-29T01:30:00Z"
  })
  void timeWithoutZone_isInTheConfiguredOne(String text, String instant) {
    Lines lines =
        Lines.of("format", "json", "format.timeField", "t", "format.timeZone", "Europe/Berlin");

    assertThat(lines.timeMillis("{\"t\":\"" + text + "\"}"))
        .isEqualTo(Instant.parse(instant).toEpochMilli());
  }

  @Test
  void timeFaults_sayWhatIsAllowed() {
    assertThatThrownBy(
            () ->
                Lines.of(
                    "format",
                    "json",
                    "format.timeField",
                    "t",
                    "format.timePattern",
                    "epochSecond",
                    "format.timeZone",
                    "Mars"))
        .hasMessageContaining("format.timePattern = 'epochSecond': allowed is one of clf, iso,")
        .hasMessageContaining("(did you mean 'epochSeconds'?)")
        .hasMessageContaining("format.timeZone = 'Mars': allowed is a time zone");
    assertThatThrownBy(
            () ->
                Lines.of("format", "json", "format.timeField", "t", "format.timePattern", "HH:mm"))
        .hasMessageContaining("a time needs a month and a day");
    assertThatThrownBy(
            () -> Lines.of("format", "delimited", "format.columns", "a b", "format.timeField", "c"))
        .hasMessageContaining("format.timeField = 'c': unknown field 'c'");
  }

  @Test
  void onlyFormatsWithATimeField_giveATime() {
    Settings none = Settings.of("test", Collections.singletonMap("format", "json"));

    assertThat(Formats.read(none).givesTime()).isFalse();
    assertThat(Formats.read(Settings.of("test", Map.of())).givesTime()).isTrue();
    assertThat(
            Formats.read(Settings.of("test", Map.of("format", "json", "format.timeField", "t")))
                .givesTime())
        .isTrue();
  }

  @Test
  void namesOfMonths_areThoseOfTheLanguage() {
    Lines lines =
        Lines.of(
            "format",
            "json",
            "format.timeField",
            "t",
            "format.timePattern",
            "d MMMM yyyy",
            "format.timeLocale",
            "fr");

    assertThat(lines.timeMillis("{\"t\":\"17 mai 2026\"}"))
        .isEqualTo(Instant.parse("2026-05-17T00:00:00Z").toEpochMilli());
    assertThatThrownBy(
            () ->
                Lines.of(
                    "format",
                    "json",
                    "format.timeLocale",
                    "zz",
                    "format.timeField",
                    "t",
                    "format.timePattern",
                    "d MMMM yyyy"))
        .hasMessageContaining("format.timeLocale = 'zz': allowed is a language");
  }

  @Test
  void decimalComma_isRead_ifAskedFor() {
    Settings settings = Settings.of("test", Map.of("format", "json", "format.decimal", "comma"));
    Format format = Formats.read(settings);
    settings.finish();
    int a = format.fields().index("a");
    Record record = format.newRecord();
    byte[] line = "{\"a\":\"12,5\"}".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    assertThat(format.parse(line, 0, line.length, Map.of(), record)).isTrue();
    assertThat(record.number(a)).hasToString("12.5");
    line[8] = '.';
    format.parse(line, 0, line.length, Map.of(), record);
    assertThat(record.number(a)).isNotNull();
  }

  @Test
  void decimalComma_isReadByTheFunctionNumberToo() {
    Settings settings =
        Settings.of(
            "test",
            Map.of(
                "format",
                "json",
                "format.decimal",
                "comma",
                "define.n",
                "number(before(a, \" EUR\")) * 2"));
    Format format = Formats.read(settings);
    settings.finish();
    int n = format.fields().index("n");
    Record record = format.newRecord();
    byte[] line = "{\"a\":\"12,5 EUR\"}".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    assertThat(format.parse(line, 0, line.length, Map.of(), record)).isTrue();
    assertThat(record.number(n)).hasToString("25");
  }

  @ParameterizedTest
  @CsvSource({
    "May 17 10:05:43, 2026-05-18T00:00:00Z, 2026-05-17T10:05:43Z",
    "Dec 31 23:59:59, 2027-01-01T00:00:10Z, 2026-12-31T23:59:59Z",
    "Jan  1 00:00:01, 2026-12-31T23:59:59Z, 2027-01-01T00:00:01Z",
    "Feb 29 12:00:00, 2026-05-17T00:00:00Z, 2028-02-29T12:00:00Z",
    "Feb 29 12:00:00, 2025-05-17T00:00:00Z, 2024-02-29T12:00:00Z"
  })
  void timeWithoutAYear_isOfTheNearest(String text, String readAt, String instant) {
    Format format =
        Formats.read(
            Settings.of(
                "test",
                Map.of(
                    "format",
                    "json",
                    "format.timeField",
                    "t",
                    "format.timePattern",
                    "MMM d HH:mm:ss")),
            () -> Instant.parse("2001-01-01T00:00:00Z").toEpochMilli());
    Record record = format.newRecord();
    byte[] line = ("{\"t\":\"" + text + "\"}").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    String read = String.valueOf(Instant.parse(readAt).toEpochMilli());

    format.parse(line, 0, line.length, Map.of(), record);
    assertThat(Instant.ofEpochMilli(record.timeMillis()).toString()).startsWith("200");
    for (String header : java.util.List.of("tail.readAt", "timestamp")) {
      assertThat(format.parse(line, 0, line.length, Map.of(header, read), record)).isTrue();
      assertThat(Instant.ofEpochMilli(record.timeMillis())).isEqualTo(Instant.parse(instant));
    }
  }
}
