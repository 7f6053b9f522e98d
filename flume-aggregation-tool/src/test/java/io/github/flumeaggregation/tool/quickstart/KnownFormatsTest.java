package io.github.flumeaggregation.tool.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownFormatsTest {
  private static final String END =
      "203.0.113.9 - - [17/May/2026:10:05:43 +0000] \"GET /a?b=1 HTTP/1.1\" 200 6300";
  private static final String COMBINED = END + " \"-\" \"curl/8\"";
  private static final String JSON =
      "{\"ts\":\"2026-05-17T10:05:43Z\",\"http\":{\"status\":200,\"uri\":\"/a\"},\"took\":3}";

  private static List<byte[]> lines(String... lines) {
    return Stream.of(lines).map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
  }

  private static LogFormat choose(String asked, String... lines) throws Exception {
    return KnownFormats.choose(asked, lines(lines));
  }

  @Test
  void combined_isTakenUnlessSaidOtherwise() throws Exception {
    LogFormat format = choose(null, COMBINED);
    assertThat(format.settings).containsOnlyKeys("format").containsValue("combined");
    assertThat(format.path).isEqualTo("path");
    assertThat(format.duration).isNull();
  }

  @Test
  void combinedWithTheTimeOfTheRequest_hasADuration() throws Exception {
    assertThat(choose(null, COMBINED + " 0.012").duration).isEqualTo("duration");
  }

  @Test
  void combinedWithAnotherNumber_hasNone_sinceItMayMeanAnything() throws Exception {
    assertThat(choose(null, COMBINED + " 12").duration).isNull();
  }

  @Test
  void fewBrokenLines_doNoHarm() throws Exception {
    assertThat(choose(null, COMBINED, COMBINED, "broken").name).isEqualTo("combined");
  }

  @Test
  void virtualHosts_areTakenUnlessSaidOtherwise_orNamedAsWhatFits() throws Exception {
    for (String host : List.of("www.example.com:443 ", "www.example.com ")) {
      assertThat(choose(null, host + COMBINED).name).isEqualTo("vhost");
      assertThatThrownBy(() -> choose("combined", host + COMBINED))
          .hasMessageContaining("--format vhost fits");
    }
    assertThatThrownBy(() -> choose("common", "a.example 2001:db8::1 " + COMBINED.substring(12)))
        .hasMessageContaining("--format vhost fits");
  }

  @Test
  void virtualHosts_areRead_withAndWithoutPortAndDuration() throws Exception {
    for (String host : List.of("www.example.com:443 ", "www.example.com ")) {
      LogFormat format = choose("vhost", host + COMBINED);
      assertThat(format.has("host")).isTrue();
      assertThat(format.parsed(lines(host + COMBINED))).isEqualTo(1);
      assertThat(choose("vhost", host + COMBINED + " 1.000").duration).isEqualTo("duration");
    }
  }

  @Test
  void json_isTakenUnlessSaidOtherwise_orNamedAsWhatFits_andItsKeysAreFound() throws Exception {
    assertThat(choose(null, JSON).name).isEqualTo("json");
    assertThatThrownBy(() -> choose("combined", JSON))
        .hasMessageContaining("of the first 1 lines, 0 are of the format combined")
        .hasMessageContaining("--format json fits: 1 of them");
    LogFormat format = choose("json", JSON);
    assertThat(format.settings).containsEntry("format.timeField", "ts");
    assertThat(format.settings).containsEntry("format.timePattern", "iso");
    assertThat(List.of(format.status, format.path, format.duration))
        .containsExactly("http.status", "http.uri", "took");
    assertThat(format.bytes).isNull();
  }

  @Test
  void jsonTimes_areReadInTheirUnit() throws Exception {
    LogFormat format = choose("json", "{\"time\":1779012343123}");
    assertThat(format.settings).containsEntry("format.timePattern", "epochMillis");
    assertThat(format.timeMillis(lines("{\"time\":1779012343123}").get(0)))
        .isEqualTo(1779012343123L);
  }

  @Test
  void patternOfAServer_isTaken() throws Exception {
    assertThat(choose("$time_iso8601 $status", "2026-05-17T10:05:43+00:00 200").status)
        .isEqualTo("status");
    assertThat(choose("%h %l %u %t \"%r\" %>s %b %D", END + " 1234").duration)
        .isEqualTo("duration");
  }

  @Test
  void otherKindOfLog_isGuessed_andRankedByWhatTellsItsLinesApart() throws Exception {
    LogFormat format =
        choose(
            null,
            "ts=2026-05-17T10:05:43Z level=info msg=\"started 1\"",
            "ts=2026-05-17T10:05:44Z level=warn msg=\"started 2\"",
            "ts=2026-05-17T10:05:45Z level=info msg=\"started 3\"\r");
    assertThat(format.settings).containsEntry("format", "logfmt");
    assertThat(format.path).isEqualTo("level");
    assertThat(format.status).isNull();
  }

  @Test
  void nothingThatFits_isSaid() {
    assertThatThrownBy(() -> choose(null, "no log at all"))
        .hasMessageContaining("the first 1 lines are of no format that is known")
        .hasMessageContaining("None of [combined, common, vhost, json] fits");
  }

  @Test
  void formatThatIsNone_isSaidWithTheNearestOne() {
    assertThatThrownBy(() -> choose("jsn", JSON))
        .hasMessageContaining("not 'jsn' (did you mean 'json'?)");
    assertThatThrownBy(() -> choose("$status$request", "x")).hasMessageContaining("--format: ");
  }

  @Test
  void fieldThatIsNone_isSaidWithTheNearestOne() throws Exception {
    LogFormat format = choose(null, COMBINED);
    assertThatThrownBy(() -> format.require(List.of("clint")))
        .hasMessageContaining("did you mean 'client'?");
  }
}
