package io.github.flumeaggregation.core.expression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.format.Format;
import io.github.flumeaggregation.core.format.Formats;
import io.github.flumeaggregation.core.record.Record;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words in conditions over JSON, where any name may be that of a field. */
class LiteralsTest {
  private final Format format = Formats.read(Settings.of("test", Map.of("format", "json")));

  private boolean holds(String condition, String line) {
    Condition compiled = Conditions.compile(condition, format.fields());
    Record record = format.newRecord();
    byte[] bytes = line.getBytes(UTF_8);
    assertThat(format.parse(bytes, 0, bytes.length, Map.of(), record)).isTrue();
    return compiled.test(record);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "ok == true | {\"ok\":true} | true",
        "ok == true | {\"ok\":false} | false",
        "ok != true | {\"ok\":false} | true",
        "ok == false | {\"ok\":false} | true",
        "ok == true | {} | false",
        "ok in (true, \"yes\") | {\"ok\":\"yes\"} | true",
        "x == null | {\"x\":null} | true",
        "x == null | {} | true",
        "x == null | {\"x\":0} | false",
        "x != null | {\"x\":0} | true",
        "x != null | {} | false",
        "null == x | {} | true",
        "x in (\"a\", null) | {} | true",
        "x is missing | {} | true",
        "x is missing | {\"x\":\"\"} | false",
        "x is not missing and y is missing | {\"x\":1} | true",
        "not x is missing | {\"x\":1} | true",
        "x / y is missing | {\"x\":1,\"y\":0} | true",
        "x / y is missing | {\"x\":1,\"y\":2} | false",
        "`true` == 1 | {\"true\":1} | true",
        "is is missing | {} | true"
      })
  void literals(String condition, String line, boolean expected) {
    assertThat(holds(condition, line)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"lowr(m) == \"get\"", "size(m) > 3", "count > 1 and sum(bytes) > 1", "p99(d) > 1"})
  void unknownFunction_isRefused(String condition) {
    assertThatThrownBy(() -> Conditions.compile(condition, format.fields()))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("unknown function '");
  }

  @Test
  void nameInBackquotes_mayHaveParentheses() {
    assertThat(holds("`lower(m)` == 1", "{\"lower(m)\":1}")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x < null;null has no order",
        "x + null == 1;'+' needs numbers, not 'null'",
        "null;'null' is no condition",
        "x is 5;expected 'missing', found '5'"
      })
  void misuse_isRefused(String condition, String message) {
    assertThatThrownBy(() -> Conditions.compile(condition, format.fields()))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "status == \"500\";write the number without quotes: 500",
        "\"500\" <= status;write the number without quotes: 500",
        "status in (500, \"501\");write the number without quotes: 501",
        "method == 5;write the text in double quotes: \"5\""
      })
  void constantOfTheWrongKind_getsTheRemedy(String condition, String remedy) {
    assertThatThrownBy(() -> Conditions.compile(condition, new TestFields()))
        .hasMessageContaining(remedy);
  }
}
