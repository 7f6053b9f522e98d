package io.github.flumeaggregation.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldListTest {
  @Test
  void fields_keepTheirOrder() {
    assertThat(FieldList.parse("method,  status,`user-agent`", new TestFields()))
        .extracting(NamedField::name, NamedField::index)
        .containsExactly(tuple("method", 3), tuple("status", 0), tuple("user-agent", 7));
  }

  @Test
  void blankText_isAnEmptyList() {
    assertThat(FieldList.parse("  ", new TestFields())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "status method|8|expected an operator, 'as' or ',' or the end, found 'method'",
        "status,|8|expected a column, a number or a \"text\", found the end",
        "status, methd|9|unknown field 'methd' (did you mean 'method'?)",
        "status, status|9|the field 'status' stands here twice",
        "status, 5|9|'5' is the same for all lines; name a field"
      })
  void fault_isReportedAtItsColumn(String text, int column, String message) {
    assertThatThrownBy(() -> FieldList.parse(text, new TestFields()))
        .isInstanceOf(ExpressionException.class)
        .hasMessageStartingWith("column " + column + " of '" + text + "': ")
        .hasMessageContaining(message);
  }
}
