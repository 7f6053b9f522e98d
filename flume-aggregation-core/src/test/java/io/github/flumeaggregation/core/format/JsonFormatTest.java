package io.github.flumeaggregation.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that are JSON objects. */
class JsonFormatTest {
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
  void decimalComma_isRead_ifAskedFor() {
    Lines lines = Lines.of("format", "json", "format.decimal", "comma");

    assertThat(lines.number("{\"a\":\"12,5\"}", "a")).hasToString("12.5");
    assertThat(lines.number("{\"a\":\"12.5\"}", "a")).isNotNull();
  }

  @Test
  void decimalComma_isReadByTheFunctionNumberToo() {
    Lines lines =
        Lines.of(
            "format",
            "json",
            "format.decimal",
            "comma",
            "define.n",
            "number(before(a, \" EUR\")) * 2");

    assertThat(lines.number("{\"a\":\"12,5 EUR\"}", "n")).hasToString("25");
  }
}
