package io.github.flumeaggregation.core.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.record.Record;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What whoever looks at single lines is told: the fields that a line has, or why it is unparsed.
 */
class LinesForPeopleTest {
  private static final String GET =
      "192.0.2.1 - - [17/May/2026:10:05:43 +0000] \"GET /a HTTP/1.1\" 200 5 \"-\" \"t\"";

  private Format format = format("format", "combined");

  private static Format format(String... keysAndValues) {
    Map<String, String> settings = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return Formats.read(Settings.of("test", settings));
  }

  private boolean parse(String line) {
    byte[] bytes = line.getBytes(UTF_8);
    return format.parse(bytes, 0, bytes.length, Map.of(), format.newRecord());
  }

  private Set<String> names(String line) {
    assertThat(parse(line)).as(line).isTrue();
    byte[] bytes = line.getBytes(UTF_8);
    Set<String> names = new LinkedHashSet<>();
    format.addNames(bytes, 0, bytes.length, Map.of(), names);
    return names;
  }

  @Test
  void fieldsOfAPattern_areNamedInTheOrderOfTheLine() {
    assertThat(names(GET)).startsWith("client", "ident", "user", "time").contains("path", "agent");
  }

  @Test
  void fieldsThatALineNamesItself_areThoseOfTheLine() {
    format = format("format", "json", "format.timeField", "t");
    assertThat(names("\uFEFF{\"t\":\"2026-05-17T10:05:43Z\",\"a\":{\"b\":1}}"))
        .containsExactly("t", "a", "a.b");
    format = format("format", "logfmt", "format.timeField", "t");
    assertThat(names("t=2026-05-17T10:05:43Z a=1")).containsExactly("t", "a");
    format = format("format", "w3c");
    assertThat(parse("#Fields: date time c-ip sc-status x-own")).isFalse();
    assertThat(names("2026-05-17 10:05:43 192.0.2.1 200 y")).contains("client", "status", "x-own");
  }

  @Test
  void fieldsThatTheConfigurationNames_areThose() {
    format = format("format", "delimited", "format.columns", "t, -, b", "format.timeField", "t");
    assertThat(names("2026-05-17T10:05:43Z,x,y")).containsExactly("t", "b");
    format =
        format(
            "format", "regex", "format.pattern", "(?<t>[^ ]+) (?<a>.*)", "format.timeField", "t");
    assertThat(names("2026-05-17T10:05:43Z x")).containsExactly("t", "a");
  }

  @Test
  void ofSeveralFormats_fieldsAreThoseOfTheOneThatFits() {
    format = format("format", "combined, json", "format.timeField", "t");
    assertThat(names("{\"t\":\"2026-05-17T10:05:43Z\",\"own\":1}")).contains("own");
    assertThat(names(GET)).doesNotContain("own");
  }

  @Test
  void lineThatIsUnparsed_isExplainedEachTime() {
    byte[] bytes = "hello".getBytes(UTF_8);
    Record record = format.newRecord();
    for (int i = 0; i < 3; i++) {
      assertThat(parse("hello")).isFalse();
      assertThat(format.explain(bytes, 0, bytes.length, Map.of(), record))
          .contains("is expected at column 1");
    }
  }
}
