package io.github.flumeaggregation.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.record.Record;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The time of a line, in each form, zone and language. */
class LineTimesTest {
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
