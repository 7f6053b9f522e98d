package io.github.flumeaggregation.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.core.expression.Condition;
import io.github.flumeaggregation.core.expression.Conditions;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.Record;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code define.<name>}: expressions that are fields like any other. */
class DefinitionsTest {
  private static final String LINE =
      "203.0.113.9 - - [17/May/2026:10:05:03 +0000] \"GET /user/81?x=1 HTTP/1.1\" 503 2048";

  private static Format format(String... keysAndValues) {
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    Settings settings = Settings.of("test", values);
    Format format = Formats.read(settings);
    settings.finish();
    return format;
  }

  private static boolean holds(Format format, String condition) {
    Condition compiled = Conditions.compile(condition, format.fields());
    Record record = format.newRecord();
    byte[] bytes = LINE.getBytes(StandardCharsets.UTF_8);
    assertThat(format.parse(bytes, 0, bytes.length, Collections.emptyMap(), record)).isTrue();
    return compiled.test(record);
  }

  @Test
  void definitions_areFieldsAndUseEachOtherInAnyOrder() {
    Lines lines =
        Lines.of(
            "format", "common",
            "define.a", "concat(class, \" \", route)",
            "define.class", "class(status)",
            "define.route", "ids(path)",
            "define.kib", "bytes / 1024",
            "define.address", "client",
            "define.failed", "status >= 500 and kib > 1");

    assertThat(lines.fields(LINE, "a", "class", "route", "kib", "address", "failed", "status"))
        .containsExactly(
            entry("a", "5xx /user/:id"),
            entry("class", "5xx"),
            entry("route", "/user/:id"),
            entry("kib", "2"),
            entry("address", "203.0.113.9"),
            entry("failed", "true"),
            entry("status", "503"));
  }

  @ParameterizedTest
  @CsvSource({
    "failed, true",
    "not failed, false",
    "failed == true, true",
    "failed is missing, false",
    "failed and kib > 1, true",
    "quick, false",
    "never contains \"\", false",
    "never is missing, true",
    "kib * 2 == 4, true",
    "`kib` in (2), true",
    "route =~ \":id$\", true",
  })
  void condition_namesWhatIsDefined(String condition, boolean expected) {
    Format format =
        format(
            "format", "common",
            "define.failed", "status >= 500",
            "define.quick", "not failed",
            "define.never", "after(path, \"zz\")",
            "define.kib", "bytes / 1024",
            "define.route", "ids(path)");
    assertThat(holds(format, condition)).isEqualTo(expected);
  }

  @Test
  void typesAreThoseOfTheExpressions() {
    Fields fields =
        format("define.n", "bytes * 2", "define.t", "lower(path)", "define.c", "bytes > 1")
            .fields();
    assertThat(fields.type(fields.index("n"))).isEqualTo(Fields.Type.NUMBER);
    assertThat(fields.type(fields.index("t"))).isEqualTo(Fields.Type.TEXT);
    assertThat(fields.type(fields.index("c"))).isEqualTo(Fields.Type.CONDITION);
  }

  @Test
  void definitionsOfAText_areThoseThatItUsesAndThoseThatTheyUse() {
    Fields fields =
        format("define.a", "b + 1", "define.b", "bytes * 2", "define.sum", "b", "define.d", "path")
            .fields();
    assertThat(fields.definitionsIn("sum(a)"))
        .containsExactly(entry("a", "b + 1"), entry("b", "bytes * 2"));
    assertThat(fields.definitionsIn("`d` == \"a\"")).containsOnlyKeys("d");
    assertThat(fields.definitionsIn("sum(bytes)")).isEmpty();
  }

  @Test
  void definitionOfATextThatIsNone_isAFault_andCanBeUsedUntilThen() {
    Settings settings = Settings.of("test", Map.of("format", "common", "define.a", "lower(\"x"));
    Format format = Formats.read(settings);
    assertThat(format.fields().definitionsIn("distinct(a)")).containsOnlyKeys("a");
    assertThatThrownBy(settings::finish).hasMessageContaining("define.a = 'lower(\"x'");
  }

  @Test
  void peopleSeeThemAmongTheFields() {
    Set<String> names = new LinkedHashSet<>();
    byte[] bytes = LINE.getBytes(StandardCharsets.UTF_8);
    format("format", "common", "define.route", "ids(path)")
        .addNames(bytes, 0, bytes.length, Collections.emptyMap(), names);
    assertThat(names).contains("path", "route");
  }

  @Test
  void faults_areAllNamedOnceByTheirKeys() {
    assertThatThrownBy(
            () ->
                format(
                    "format", "common",
                    "define.a", "lower(b)",
                    "define.b", "upper(c)",
                    "define.c", "trim(a)",
                    "define.d", "bytse * 2",
                    "define.e", "d + 1",
                    "define.f", "5",
                    "define.g", "",
                    "define.h", "rout",
                    "define.route", "ids(path)",
                    "define.i", "path =~ \"(\"",
                    "define.in", "path",
                    "define.5x", "path",
                    "define.null", "path",
                    "define.status", "class(status)"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(
            "define.c = 'trim(a)': column 6 of 'trim(a)': 'a' is defined by itself: a -> b -> c ->"
                + " a; a definition hides a field of its name, so it needs another one")
        .hasMessageContaining(
            "define.d = 'bytse * 2': column 1 of 'bytse * 2': unknown field 'bytse'")
        .hasMessageContaining("define.f = '5': column 1 of '5': '5' is the same for all lines")
        .hasMessageContaining("define.g = '': column 1 of '': expected a field")
        .hasMessageContaining("unknown field 'rout'")
        .hasMessageContaining("(did you mean 'route'?)")
        .hasMessageContaining("define.i = 'path =~ \"(\"': column 9")
        .hasMessageContaining("define.in = 'path': column 1 of 'in': expected a name")
        .hasMessageContaining("define.5x = 'path': column 1 of '5x'")
        .hasMessageContaining("define.null = 'path': column 1 of 'null': this word has a meaning")
        .hasMessageContaining("define.status = 'class(status)': lines have a field of this name")
        .message()
        .doesNotContain("define.a", "define.b ", "define.e", "define.route");
  }

  @Test
  void cycleOfOne_isNamedInAFormatOfAnyFields() {
    assertThatThrownBy(() -> format("format", "json", "define.path", "lower(path)"))
        .hasMessageContaining("define.path")
        .hasMessageContaining("'path' is defined by itself: path -> path;");
  }

  @Test
  void suspiciousPattern_isAWarning() {
    Settings settings =
        Settings.of("test", Map.of("format", "common", "define.php", "path =~ \".php$\""));
    Formats.read(settings);
    settings.finish();
    assertThat(settings.warnings()).anyMatch(warning -> warning.contains("define.php"));
  }

  private static String faultOf(Map<String, String> values) {
    Settings settings = Settings.of("test", values);
    Formats.read(settings);
    try {
      settings.finish();
      return "none";
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Half of the usual stack: how much a frame takes is the JVM's to say. */
  @Test
  void longChain_isRefusedBeforeItCanExhaustTheStack() throws InterruptedException {
    for (String end : Arrays.asList("", "x")) {
      // So that each is compiled before, or after those that it uses.
      Map<String, String> values = new TreeMap<>();
      values.put("define.d" + end + "0000", "bytes + 1");
      for (int i = 1; i < 5_000; i++) {
        int other = end.isEmpty() ? i - 1 : i + 1;
        values.put(
            String.format("define.d%s%04d", end, i), String.format("d%s%04d + 1", end, other));
      }
      AtomicReference<String> fault = new AtomicReference<>("ended by an error");
      Thread thread = new Thread(null, () -> fault.set(faultOf(values)), "small", 512 << 10);
      thread.start();
      thread.join();
      assertThat(fault.get())
          .contains(
              "too long: with the definitions that it uses or is used by, allowed are 1000 words");
    }
  }

  @Test
  void longestChain_isComputedOnAThreadOfUsualStack() throws InterruptedException {
    String[] settings = new String[2 * 13];
    for (int i = 0; i < 13; i++) {
      settings[2 * i] = "define.d" + i;
      settings[2 * i + 1] = (i == 0 ? "bytes" : "d" + (i - 1)) + " + 1".repeat(37);
    }
    String most = "d12" + " - 1".repeat(1_990) + " < 0";
    AtomicBoolean holds = new AtomicBoolean();
    Thread thread = new Thread(() -> holds.set(holds(format(settings), most)));
    thread.start();
    thread.join();
    assertThat(holds).isFalse();
    assertThat(holds(format(settings), "d12 == 2048 + 13 * 37")).isTrue();
  }
}
