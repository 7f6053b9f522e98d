package io.github.flumeaggregation.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.record.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {
  private static final Record LINE =
      TestFields.record(
          "status",
          "503",
          "bytes",
          "2326",
          "duration",
          "0.250",
          "method",
          "GET",
          "path",
          "/api/users",
          "level",
          "warn",
          "size",
          "10",
          "user-agent",
          "curl",
          "in",
          "1",
          "count(status == 503)",
          "7",
          "p99.9(duration)",
          "0.9");

  private static boolean holds(String condition, Record record) {
    return Conditions.compile(condition, new TestFields()).test(record);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status == 503",
        "status != 200",
        "status >= 503",
        "status <= 503",
        "status > 502.9999",
        "status < 5.04e2",
        "duration == 0.25",
        "500 < status",
        "method == \"GET\"",
        "method != \"POST\"",
        "method > \"ABC\"",
        "path >= method or path < method",
        "path startsWith \"/api/\"",
        "path contains \"use\"",
        "path contains \"\"",
        "path =~ \"^/api/\"",
        "path =~ \"us[a-z]+\" and not (path =~ \"^us\")",
        "method =~ \"^(?i)get$\"",
        "status in (500, 503)",
        "status in (503)",
        "status in (bytes, 500 + 3)",
        "method in (\"HEAD\", \"GET\")",
        "not status == 200",
        "not not status == 503",
        "not (status == 200 or method == \"POST\")",
        "status == 503 and method == \"GET\" and bytes > 0",
        "status == 200 or method == \"GET\"",
        "status == 503 or method == \"POST\" and bytes < 0",
        "bytes / 1000 == 2.326",
        "bytes + 1 == 2327 and bytes - 1 == 2325 and bytes * 2 == 4652",
        "1 + 2 * 3 == 7",
        "(1 + 2) * 3 == 9",
        "10 - 3 - 2 == 5",
        "100 / 10 / 5 == 2",
        "0.1 + 0.2 == 0.3",
        "-1 < 0 and - -1 > 0 and -bytes == 0 - 2326",
        "level == \"warn\"",
        "size == 10",
        "size == 10.0",
        "size == \"10\"",
        "size + 1 == 11",
        "`user-agent` startsWith \"cu\"",
        "`in` == 1",
        "count(status == 503) == 7",
        "count( status==503 ) / 7 == 1",
        "p99.9(duration) > 0.5",
        "status>=500 and(bytes>0)",
        "\tstatus\n== 503 "
      })
  void condition_holds(String condition) {
    assertThat(holds(condition, LINE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status == 200",
        "status != 503",
        "status > 503",
        "status < 503",
        "method == \"get\"",
        "method == \"GE\"",
        "path startsWith \"api\"",
        "path contains \"Users\"",
        "status in (500, 502)",
        "not status in (500, 503)",
        "not status == 503",
        "status == 503 and method == \"POST\"",
        "(status == 503 or method == \"POST\") and bytes < 0",
        "level == 3",
        "level > 0 or level <= 0",
        "size == \"10.0\""
      })
  void condition_doesNotHold(String condition) {
    assertThat(holds(condition, LINE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status == 200",
        "status != 200",
        "status < 200 or status >= 200",
        "status == status",
        "status in (200, 503)",
        "status + 1 != 0",
        "-status < 0 or -status >= 0",
        "method != \"GET\"",
        "method startsWith \"\"",
        "method contains \"\"",
        "level != 1",
        "level != \"a\"",
        "level == size",
        "level != size"
      })
  void comparisonWithSomethingMissing_isFalse(String condition) {
    assertThat(holds(condition, TestFields.record())).isFalse();
    assertThat(holds("not (" + condition + ")", TestFields.record())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"status / 0", "status / (bytes - 2326)", "9e35 + 9e35", "1e18 * 1e18"})
  void impossibleResult_isMissing(String arithmetic) {
    assertThat(holds(arithmetic + " == 0 or " + arithmetic + " != 0", LINE)).isFalse();
  }

  @Test
  void fieldsOfUnknownType_areNumbersIfBothAreNumbers() {
    assertThat(holds("level < size", TestFields.record("level", "9", "size", "10"))).isTrue();
    assertThat(holds("level == size", TestFields.record("level", "1.0", "size", "1"))).isTrue();
    assertThat(holds("level < size", TestFields.record("level", "9", "size", "10x"))).isFalse();
    assertThat(holds("level > size", TestFields.record("level", "9x", "size", "10x"))).isTrue();
  }

  @Test
  void fieldOfUnknownType_takesTheTypeOfTheOtherSide() {
    Record record = TestFields.record("level", "0503", "status", "503", "path", "0503");

    assertThat(holds("level == status", record)).isTrue();
    assertThat(holds("level == path", record)).isTrue();
    assertThat(holds("level == \"503\"", record)).isFalse();
  }

  @Test
  void textEscapes_areUnderstood() {
    assertThat(holds("path == \"a\\\"b\\\\c\\td\"", TestFields.record("path", "a\"b\\c\td")))
        .isTrue();
    assertThat(holds("path == \"\\d\"", TestFields.record("path", "\\d"))).isTrue();
    assertThat(holds("path == \"\u00e4\"", TestFields.record("path", "\u00e4"))).isTrue();
  }

  @Test
  void oneCondition_servesManyRecords() {
    Condition condition = Conditions.compile("bytes / 2 > 10", new TestFields());

    assertThat(condition.test(TestFields.record("bytes", "30"))).isTrue();
    assertThat(condition.test(TestFields.record("bytes", "3"))).isFalse();
    assertThat(condition.test(TestFields.record())).isFalse();
    assertThat(condition.test(TestFields.record("bytes", "30"))).isTrue();
  }
}
