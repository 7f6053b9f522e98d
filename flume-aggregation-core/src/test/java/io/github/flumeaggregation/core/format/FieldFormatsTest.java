package io.github.flumeaggregation.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.record.Record;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Regular expressions and headers. */
class FieldFormatsTest {
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
}
