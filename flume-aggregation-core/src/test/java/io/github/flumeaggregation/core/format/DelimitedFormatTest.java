package io.github.flumeaggregation.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of columns. */
class DelimitedFormatTest {
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
}
