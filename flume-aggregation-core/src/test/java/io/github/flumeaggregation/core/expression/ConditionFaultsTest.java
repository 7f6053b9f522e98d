package io.github.flumeaggregation.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionFaultsTest {
  private static void compile(String text) {
    Conditions.compile(text, new TestFields());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "``;1;expected a column, a number or a \"text\", found the end",
        "status;1;'status' (a number) is no condition; compare it with something, such as == or >",
        "bytes > 1 and status + 1;15;'status' (a number) is no condition; compare it with"
            + " something, such as == or >",
        "path =~ method;9;expected a pattern in double quotes, found 'method'",
        "path =~ \"(a\";9;`character 1 of the pattern '(a': the ')' to this group is missing;"
            + " a literal parenthesis is [(]`",
        "status =~ \"5..\";1;'=~' needs texts, not 'status' (a number)",
        "status ==;10;expected a column, a number or a \"text\", found the end",
        "status = 500;8;= means nothing here (did you mean == ?)",
        "status == 500 && bytes > 1;15;&& means nothing here (did you mean and ?)",
        "status == 500 || bytes > 1;15;|| means nothing here (did you mean or ?)",
        "!(status == 500);1;! means nothing here (did you mean not ?)",
        "method == 'GET';11;' means nothing here (did you mean \" ?)",
        "status == 500 bytes;15;expected an operator or the end, found 'bytes'",
        "status == 500);14;expected an operator or the end, found ')'",
        "(status == 500;15;expected ')', found the end",
        "statsu == 500;1;unknown field 'statsu' (did you mean 'status'?); fields are status,",
        "bytes > 1 and metod == \"GET\";15;unknown field 'metod' (did you mean 'method'?)",
        "status == \"503\";8;'==' cannot compare 'status' (a number) with \"503\" (a text)",
        "method < 5;8;'<' cannot compare 'method' (a text) with '5' (a number)",
        "status in (500, \"501\");8;'in' cannot compare 'status' (a number) with \"501\" (a text)",
        "method == status;8;'==' cannot compare 'method' (a text) with 'status' (a number)",
        "(status > 1) == (bytes > 1);14;'==' cannot compare",
        "path + 1 == 2;1;'+' needs numbers, not 'path' (a text)",
        "1 * \"2\" == 2;5;'*' needs numbers, not \"2\" (a text)",
        "-path == 2;2;'-' needs numbers, not 'path' (a text)",
        "status startsWith \"5\";1;'startsWith' needs texts, not 'status' (a number)",
        "path contains 5;15;'contains' needs texts, not '5' (a number)",
        "not status;5;'status' (a number) is no condition",
        "status in 500;11;expected '(', found '500'",
        "status in ();12;expected a column, a number or a \"text\", found ')'",
        "status in (500;15;expected ')', found the end",
        "method == \"GET;11;the closing \" is missing",
        "method == \"GET\\;11;the closing \" is missing",
        "duration > 500ms;12;a number has no unit and a name does not begin with a digit",
        "bytes > 1e99;9;'1e99': allowed is a decimal number with at most 36 digits before the"
            + " point",
        "bytes ? 1;7;'?' means nothing here; a name with such characters stands in backquotes",
        "sum(bytes) > 1;1;unknown field 'sum(bytes)'",
        "sum(bytes > 1;14;expected ')', found the end",
        "and == 1;1;expected a column, a number or a \"text\", found 'and'",
        "1 < status < 5;12;expected an operator or the end, found '<'"
      })
  void fault_isReportedAtItsColumn(String text, int column, String message) {
    assertThatThrownBy(() -> compile(text))
        .isInstanceOf(ExpressionException.class)
        .hasMessageStartingWith("column " + column + " of '" + text + "': ")
        .hasMessageContaining(message);
  }

  @Test
  void nothingInBackquotes_isNoName() {
    assertThatThrownBy(() -> compile("`` == 1"))
        .hasMessage("column 1 of '`` == 1': a name stands between backquotes");
  }

  @Test
  void deepNesting_isRefused() {
    assertThatThrownBy(() -> compile("(".repeat(3_000)))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("nested more than 100 deep");
    assertThatThrownBy(() -> compile("not ".repeat(3_000))).isInstanceOf(ExpressionException.class);
    assertThatThrownBy(() -> compile("- ".repeat(3_000))).isInstanceOf(ExpressionException.class);
  }

  @Test
  void endlessText_isRefused() {
    assertThatThrownBy(() -> compile("1" + " + 1".repeat(100_000) + " > 1"))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("too long");
  }

  @Test
  void veryLongText_isShownAroundTheFault() {
    String text = "status == 5 or ".repeat(100) + "statsu == 6" + " or status == 5".repeat(100);

    assertThatThrownBy(() -> compile(text))
        .isInstanceOf(ExpressionException.class)
        .hasMessageStartingWith("column 1501 of '...")
        .hasMessageContaining("status == 5 or statsu == 6 or status == 5")
        .hasMessageContaining("...': unknown field 'statsu'")
        .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(800));
  }

  @Test
  void longChain_isEvaluated() {
    assertThat(
            Conditions.compile("1" + " + 1".repeat(999) + " == 1000", new TestFields())
                .test(TestFields.record()))
        .isTrue();
  }

  @Test
  void randomTexts_failOnlyAsDeclared() {
    String[] parts = {
      "status",
      "path",
      "level",
      "size",
      "(",
      ")",
      ",",
      "==",
      "<",
      "!=",
      "and",
      "or",
      "not",
      "in",
      "+",
      "-",
      "*",
      "/",
      "1",
      "2.5",
      "\"a\"",
      "startsWith",
      "contains",
      "`in`",
      "nope",
      "\"",
      "&",
      "count(",
      "="
    };
    long seed = Long.getLong("test.seed", 20261122);
    Random random = new Random(seed);
    int compiled = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(8); j >= 0; j--) {
        text.append(parts[random.nextInt(parts.length)]).append(random.nextBoolean() ? " " : "");
      }
      Throwable thrown =
          catchThrowable(
              () ->
                  Conditions.compile(text.toString(), new TestFields())
                      .test(TestFields.record("status", "5", "level", "6", "path", "a")));
      compiled += thrown == null ? 1 : 0;
      if (thrown != null) {
        assertThat(thrown)
            .as("%s, seed %d", text, seed)
            .isExactlyInstanceOf(ExpressionException.class);
      }
    }
    assertThat(compiled).as("seed %d", seed).isPositive();
  }
}
