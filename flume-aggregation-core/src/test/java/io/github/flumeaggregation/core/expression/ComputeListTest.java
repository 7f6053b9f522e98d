package io.github.flumeaggregation.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComputeListTest {
  private static List<Call> parse(String text) {
    return ComputeList.parse(text, new TestFields());
  }

  private static Call one(String text) {
    assertThat(parse(text)).hasSize(1);
    return parse(text).get(0);
  }

  @Test
  void list_givesItsCallsInOrder() {
    assertThat(
            parse(
                "count, count(status == 503) as overloaded, sum(bytes), avg(bytes),"
                    + " max(bytes) as biggest, rate"))
        .extracting(Call::function, Call::fieldName, Call::column)
        .containsExactly(
            tuple("count", null, "count"),
            tuple("count", null, "overloaded"),
            tuple("sum", "bytes", "sum(bytes)"),
            tuple("avg", "bytes", "avg(bytes)"),
            tuple("max", "bytes", "biggest"),
            tuple("rate", null, "rate"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum",
        "avg",
        "min",
        "max",
        "stddev",
        "variance",
        "stddevPop",
        "variancePop",
        "first",
        "last",
        "distinct",
        "p0",
        "p50",
        "p99",
        "p99.9",
        "p100"
      })
  void functionOfAField_knowsItsIndex(String function) {
    Call call = one(function + "(bytes)");

    assertThat(call.function()).isEqualTo(function);
    assertThat(call.field()).isEqualTo(1);
    assertThat(call.fieldName()).isEqualTo("bytes");
    assertThat(call.condition()).isNull();
    assertThat(call.column()).isEqualTo(function + "(bytes)");
  }

  @Test
  void count_mayHaveACondition() {
    Call call = one("count(status == 503 and bytes > 0)");

    assertThat(call.field()).isEqualTo(-1);
    assertThat(call.condition().test(TestFields.record("status", "503", "bytes", "1"))).isTrue();
    assertThat(call.condition().test(TestFields.record("status", "200", "bytes", "1"))).isFalse();
    assertThat(one("count").condition()).isNull();
    assertThat(one("count").field()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "sum( bytes )|sum(bytes)",
        "count(status==503)|count(status == 503)",
        "count( status  in(500,503) )|count(status in (500, 503))",
        "count(not(status==503))|count(not (status == 503))",
        "count((status+1)*2>5)|count((status + 1) * 2 > 5)",
        "count(path startsWith\"/a b\")|count(path startsWith \"/a b\")",
        "first(`user-agent`)|first(`user-agent`)"
      })
  void column_isTheCallWithSingleBlanks(String text, String column) {
    assertThat(one(text).column()).isEqualTo(column);
  }

  @Test
  void columnOfColumns_knowsWhichTheyAre() {
    List<Call> calls =
        parse(
            "errors/count as share, -share * 100, round(share, 2) as r, count, count(status == 5) as errors");

    assertThat(calls)
        .extracting(Call::column)
        .containsExactly("share", "- share * 100", "r", "count", "errors");
    assertThat(calls.get(0).formula().columns()).containsExactly(3, 4);
    assertThat(calls.get(1).formula().columns()).containsExactly(0);
    assertThat(calls.get(3).formula()).isNull();
    ColumnFields fields = new ColumnFields(calls);
    Conditions.compile("r > 0.5", fields);
    assertThat(fields.conditionsOfUsedCounts()).containsExactly(calls.get(4).condition());
  }

  @Test
  void histogram_isAColumnForEachBoundAndForAllAndTheSum() {
    List<Call> calls =
        parse(
            "histogram( bytes , -1.50, 0.10, 2e3) as lat, lat.le.0.1 / lat.le.inf as fast,"
                + " `lat.le.-1.5` * 2 as low, histogram(bytes, 1), `histogram(bytes, 1).le.1` + 1 as one");

    assertThat(calls)
        .extracting(Call::column)
        .containsExactly(
            "lat.le.-1.5",
            "lat.le.0.1",
            "lat.le.2000",
            "lat.le.inf",
            "lat.sum",
            "fast",
            "low",
            "histogram(bytes, 1).le.1",
            "histogram(bytes, 1).le.inf",
            "histogram(bytes, 1).sum",
            "one");
    assertThat(calls.get(5).formula().columns()).containsExactly(1, 3);
    assertThat(calls.get(6).formula().columns()).containsExactly(0);
    Conditions.compile("lat.le.0.1 / lat.le.inf < 0.9", new ColumnFields(calls));
  }

  @Test
  void histogram_hasAtMostAHundredBounds() {
    String bounds =
        IntStream.rangeClosed(1, 100).mapToObj(i -> ", " + i).collect(Collectors.joining());

    assertThat(parse("histogram(bytes" + bounds + ")")).hasSize(102);
    assertThatThrownBy(() -> parse("histogram(bytes" + bounds + ", 101)"))
        .hasMessageContaining("a histogram has at most 100 bounds");
  }

  @Test
  void textFields_canBeCountedAndPicked() {
    assertThat(parse("distinct(path), first(path), last(method)")).hasSize(3);
  }

  @Test
  void fieldOfUnknownType_canBeSummed() {
    assertThat(one("sum(size)").fieldName()).isEqualTo("size");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~|1|expected a function, found the end",
        "count,|7|expected a function, found the end",
        "count sum(bytes)|7|expected 'as' or ',' or the end, found 'sum'",
        "cuont|1|unknown function 'cuont' (did you mean 'count'?); functions are count, sum,",
        "stddevpop(bytes)|1|(did you mean 'stddevPop'?)",
        "p101(bytes)|1|unknown function 'p101'",
        "p100.5(bytes)|1|unknown function 'p100.5'",
        "p050(bytes)|1|unknown function 'p050'",
        "sum|1|'sum' needs one field: write 'sum(field)'",
        "sum()|5|expected a column, a number or a \"text\", found ')'",
        "sum(bytes, size)|10|expected ')', found ','",
        "sum(bytes > 1)|5|'sum' needs a number, not 'bytes' (a condition)",
        "sum(bites)|5|unknown field 'bites' (did you mean 'bytes'?)",
        "sum(path)|5|'sum' needs a number, not 'path' (a text)",
        "p99(path)|5|'p99' needs a number, not 'path' (a text)",
        "rate(bytes)|6|'rate' needs no argument: write 'rate'",
        "count()|7|write 'count'",
        "count(*)|7|write 'count'",
        "count(bytes)|7|'bytes' (a number) is no condition",
        "count(status = 5)|14|= means nothing here (did you mean == ?)",
        "count as|9|expected a name, found the end",
        "count as 1|10|expected a name, found '1'",
        "count, count|8|there is already a result 'count'; give this one a name with 'as'",
        "count, rate as count|8|there is already a result 'count'",
        "count, errors / count as r|8|unknown column 'errors'; columns are count",
        "count, cuont * 2|8|unknown column 'cuont' (did you mean 'count'?)",
        "count, sum(bytes) / count|8|unknown column 'sum(bytes)'; columns are count",
        "count, a as b, count + 1 as a|8|unknown function 'a'",
        "count, a + 1 as b, count + 1 as a|8|unknown column 'a'",
        "count, count / 2 count|18|expected an operator, 'as' or ',' or the end, found 'count'",
        "count, count /|15|expected a column, a number or a \"text\", found the end",
        "count, count / bytes|16|unknown column 'bytes'",
        "count, 2 + 3|8|this is the same for all rows; name a column",
        "count, count > 1|8|a column that is computed of others is a number, not 'count' (a condition)",
        "count, if(count > 1, \"a\", \"b\")|8|is a number, not 'if' (a text)",
        "histogram|1|'histogram' needs one field and bounds: write 'histogram(field, 0.1, 0.5, 1)'",
        "histogram(bytes)|16|expected ',', found ')'",
        "histogram(bytes, )|18|a bound of a histogram is a plain number, not ')'",
        "histogram(bytes, 1, inf)|21|not 'inf'; what is above all bounds is counted without one, as 'le.inf'",
        "histogram(bytes, 1, 1.0)|21|the bounds of a histogram ascend; 1 is not above the one before it",
        "histogram(bytes, -1, -2)|22|bounds of a histogram ascend; -2 is not above",
        "histogram(bytes, 1e40)|18|'1e40': allowed is a decimal number with at most 36 digits",
        "histogram(path, 1)|11|'histogram' needs a number, not 'path' (a text)",
        "histogram(bites, 1)|11|unknown field 'bites' (did you mean 'bytes'?)",
        "histogram(bytes, 1) as a, count as a.le.1|27|there is already a result 'a.le.1'",
        "histogram(bytes, 1) as a, a.le.2 / 2 as b|27|unknown column 'a.le.2' (did you mean 'a.le.1'?)",
        "histgram(bytes, 1)|1|unknown function 'histgram' (did you mean 'histogram'?)",
        "count, (count|14|expected ')', found the end",
        "count, count * 2 as count|8|there is already a result 'count'"
      })
  void fault_isReportedAtItsColumn(String text, int column, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(ExpressionException.class)
        .hasMessageStartingWith("column " + column + " of '" + text + "': ")
        .hasMessageContaining(message);
  }
}
