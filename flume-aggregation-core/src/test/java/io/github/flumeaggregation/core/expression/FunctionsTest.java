package io.github.flumeaggregation.core.expression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.record.Fields;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What functions over lines yield, and what is said of wrong calls. */
class FunctionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "MISSING",
      value = {
        "lower(a) | GÉT | gét",
        "upper(a) | gét ß | GÉT ß",
        "trim(a) | '  x y\t' | x y",
        "length(a) | añ😀 | 3",
        "substr(a, 2) | añ😀b | ñ😀b",
        "substr(a, 2, 2) | añ😀b | ñ😀",
        "substr(a, -2) | añ😀b | 😀b",
        "substr(a, -9, 2) | abc | ab",
        "substr(a, 9) | abc | ''",
        "before(a, \"?\") | /p?q=1 | /p",
        "before(a, \"?\") | /p | /p",
        "after(a, \"?\") | /p?q=1?2 | q=1?2",
        "after(a, \"?\") | /p | MISSING",
        "part(a, \"/\", 1) | a/b//c | a",
        "part(a, \"/\", 3) | a/b//c | ''",
        "part(a, \"/\", -1) | a/b//c | c",
        "part(a, \"/\", -4) | a/b//c | a",
        "part(a, \"/\", 5) | a/b//c | MISSING",
        "part(a, \"/\", -5) | a/b//c | MISSING",
        "concat(a, \"-\", lower(a)) | X | X-x",
        "concat(a, b) | X | MISSING",
        "coalesce(b, a) | X | X",
        "coalesce(b, c) | X | MISSING",
        "text(a * 2) | 1.50 | 3",
        "text(-a) | 0.5 | -0.5",
        "ids(a) | /user/81/orders | /user/:id/orders",
        "ids(a) | /a/2026-05-17/x | /a/:date/x",
        "ids(a) | /f81d4fae-7dec-11d0-a765-00a0c91e6bf6 | /:uuid",
        "ids(a) | /o/507f1f77bcf86cd799439011/ | /o/:hex/",
        "ids(a) | /t/eyJhbGciOiJIUzI1NiIsInR5 | /t/:hex",
        "ids(a) | /81.json | /:id.json",
        "ids(a) | /1.2.3/x | /1.2.3/x",
        "ids(a) | /how-to-install-flume-1-11-on-Ubuntu | /how-to-install-flume-1-11-on-Ubuntu",
        "ids(a) | /decade/facade/a1 | /decade/facade/a1",
        "ids(a) | /a/7?u=8/9 | /a/:id?u=8/9",
        "ids(a) | 7/8//9 | :id/:id//:id",
        "ids(a) | / | /",
        "ids(a) | '' | ''",
        "depth(a, 2) | /a/b/c | /a/b",
        "depth(a, 2) | /a/b | /a/b",
        "depth(a, 1) | / | /",
        "depth(a, 3) | /a/b?x=/c/d | /a/b",
        "depth(a, 1) | ?x=/c/d | ''",
        "param(a, \"q\") | p=1&q=a%20b+c&q=2 | a b c",
        "param(a, \"q\") | /s?q=%zz%4 | %zz%4",
        "param(a, \"q\") | ?x#?q=1 | MISSING",
        "param(a, \"q\") | q=1#? | 1",
        "param(a, \"q\") | q | ''",
        "param(a, \"q\") | qq=1&p=q | MISSING",
        "host(a) | https://me:pw@www.example.com:8443/x?y | www.example.com",
        "host(a) | http://[2001:db8::1]:80/ | [2001:db8::1]",
        "host(a) | http://[2001:db8::1]/ | [2001:db8::1]",
        "host(a) | - | MISSING",
        "host(a) | file:///etc | MISSING",
        "class(a) | 503 | 5xx",
        "class(a) | 99 | MISSING",
        "class(a) | 100 | 1xx",
        "class(a) | 999 | 9xx",
        "class(a) | 1000 | MISSING",
        "class(a) | 099 | MISSING",
        "class(a) | 0404 | 4xx",
        "class(a) | 9.9 | MISSING",
        "class(a) | -40 | MISSING",
        "class(a) | 40x | MISSING",
        "class(a) | 200.5 | 2xx",
        "class(a) | - | MISSING",
        "abs(a) | -2.5 | 2.5",
        "floor(a) | -2.5 | -3",
        "floor(a) | 2.999999999999999999 | 2",
        "ceil(a) | -2.5 | -2",
        "ceil(a) | 0.000000000000000001 | 1",
        "round(a) | 2.5 | 3",
        "round(a) | -2.5 | -3",
        "round(a, 2) | 1.005 | 1.01",
        "round(a, 18) | 0.123456789012345678 | 0.123456789012345678",
        "a >= 500 | 503 | true",
        "a endsWith \".css\" | x.css | true",
        "a endsWith \".css\" | .cs | false",
        "a * 8 + 1 | 2 | 17",
        "class(floor(a)) | 404.7 | 4xx",
        "replace(a, \"[0-9]+\", \"#\") | /a/17/b/8 | /a/#/b/#",
        "replace(a, \"[0-9]+\", \"#\") | /a | /a",
        "replace(a, \"(?<k>[a-z]+)=([a-z]*)\", \"$2=$1$$$0\") | x=y,z= | y=x$x=y,=z$z=",
        "replace(a, \"(x)?[yz]\", \"<$1>\") | xyz- | <x><>-",
        "replace(a, \"b*\", \"-\") | abbé | -a--é-",
        "replace(a, \"^/+\", \"/\") | ///x//y | /x//y",
        "replace(a, \"\", \".\") | '' | .",
        "if(a > 5, \"large\", \"small\") | 6 | large",
        "if(a > 5, \"large\", \"small\") | x | small",
        "if(a > 5, a * 2, 0) | 6 | 12",
        "if(a > 5, a, 0) | 6.50 | 6.5",
        "if(a == \"-\", null, a) | - | MISSING",
        "if(a == \"-\", null, a) | x | x",
        "if(a is missing, 1, null) | x | MISSING",
        "if(not a contains \"x\" or a == \"x\", lower(a), \"\") | X | x",
        "number(a) * 2 | 1.5 | 3",
        "number(after(a, \"=\")) | n=007 | 7",
        "number(a) | 12ms | MISSING",
        "mod(a, 10) | 127 | 7",
        "mod(a, 10) | -1 | 9",
        "mod(a, -10) | 127 | -3",
        "mod(a, 0.3) | 1 | 0.1",
        "mod(a, 0) | 1 | MISSING",
        "mod(a, 7) | 99999999999999999999 | 1",
        "bucket(a, 0.1, 0.5, 1) | 0.1 | 0.1",
        "bucket(a, 0.1, 0.5, 1) | 0.10001 | 0.5",
        "bucket(a, 0.1, 0.5, 1) | 1.5 | +Inf",
        "bucket(a, -1.50, 2e3) | -7 | -1.5",
        "bucket(a, -1.50, 2e3) | 0 | 2000",
        "bucket(a, 1) | - | MISSING",
        "subnet(a, 24) | 203.0.113.77 | 203.0.113.0/24",
        "subnet(a, 0) | 203.0.113.77 | 0.0.0.0/0",
        "subnet(a, 32) | 203.0.113.77 | 203.0.113.77/32",
        "subnet(a, 24) | 2001:db8:1:2ff::1 | 2001:db8:1:200::/56",
        "subnet(a, 24, 128) | 2001:DB8:0:0:1:0:0:1 | 2001:db8::1:0:0:1/128",
        "subnet(a, 24, 128) | 1:0:0:0:0:0:0:0 | 1::/128",
        "subnet(a, 24, 128) | 1:0:2:3:4:5:6:7 | 1:0:2:3:4:5:6:7/128",
        "subnet(a, 24, 0) | fe80::1 | ::/0",
        "subnet(a, 24) | ::ffff:203.0.113.77 | 203.0.113.0/24",
        "subnet(a, 24) | ::ffff:cb00:714d | 203.0.113.0/24",
        "subnet(a, 24) | www.example.com | MISSING",
        "subnet(a, 24) | 1.2.3 | MISSING",
        "subnet(a, 24) | 1.2.3.4.5 | MISSING",
        "subnet(a, 24) | 1.2.3.256 | MISSING",
        "subnet(a, 24) | 1.2.3.04 | MISSING",
        "subnet(a, 24) | 1::2::3 | MISSING",
        "subnet(a, 24) | 1:2:3:4:5:6:7 | MISSING",
        "subnet(a, 24) | 1:2:3:4:5:6:7:8:9 | MISSING",
        "subnet(a, 24) | 1:2:3:4:5:6:7:8:: | MISSING",
        "subnet(a, 24) | :1 | MISSING",
        "subnet(a, 24) | 1: | MISSING",
        "subnet(a, 24) | ::g | MISSING",
        "subnet(a, 24) | '' | MISSING",
        "inNet(a, \"10.0.0.0/8\", \"fd00::/8\") | 10.255.0.1 | true",
        "inNet(a, \"10.0.0.0/8\", \"fd00::/8\") | ::ffff:10.0.0.1 | true",
        "inNet(a, \"10.0.0.0/8\", \"fd00::/8\") | fd12:3456::1 | true",
        "inNet(a, \"10.0.0.0/8\", \"fd00::/8\") | 11.0.0.1 | false",
        "inNet(a, \"10.0.0.0/8\", \"fd00::/8\") | x | false",
        "inNet(a, \"192.0.2.7\") and a != b | 192.0.2.7 | false",
        "inNet(a, \"::/0\") | 10.0.0.1 | false",
        "inNet(a, \"::ffff:10.0.0.0/104\") | 10.0.0.1 | true",
      })
  void value(String expression, String a, String expected) {
    assertThat(new Evaluator(expression).of(a)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "hour(time), 2026-03-29T00:59:59.999Z, 0",
    "'hour(time, \"Europe/Berlin\")', 2026-03-29T00:59:59.999Z, 1",
    "'hour(time, \"Europe/Berlin\")', 2026-03-29T01:00:00Z, 3",
    "'minute(time, \"Asia/Kolkata\")', 2026-05-17T10:05:00Z, 35",
    "weekday(time), 2026-05-17T10:05:00Z, 7",
    "weekday(time), 1969-12-31T23:00:00Z, 3",
    "date(time), 1969-12-31T23:00:00Z, 1969-12-31",
    "'date(time, \"+02:00\")', 2026-12-31T22:00:00Z, 2027-01-01",
  })
  void timeOfTheLine(String expression, Instant time, String expected) {
    byte[] value = new Evaluator(expression).at(time.toEpochMilli());
    assertThat(new String(Objects.requireNonNull(value), UTF_8)).isEqualTo(expected);
  }

  @Test
  void timeThatIsMissing_givesNothing() {
    assertThat(new Evaluator("hour(time)").of("1")).isNull();
    assertThat(new Evaluator("date(time)").of("1")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lowr(a) | 1 | unknown function 'lowr' (did you mean 'lower'?)",
        "lower() | 7 | too little for 'lower': write lower(text)",
        "lower(a, b) | 10 | too much for 'lower': write lower(text)",
        "lower(a b) | 9 | expected ','",
        "lower(a > 1) | 7 | 'lower' takes a text here, not 'a' (a condition)",
        "lower(length(a)) | 7 | 'lower' takes a text here, not 'length' (a number)",
        "floor(\"1\") | 7 | 'floor' takes a number here, not \"1\" (a text)",
        "substr(a, b) | 11 | 'substr' takes a whole number here, not 'b'",
        "substr(a, 1.5) | 11 | 'substr' takes a whole number here, not '1.5'",
        "substr(a, 0) | 1 | characters are counted from 1, or from -1 at the end",
        "substr(a, 1, -1) | 1 | a length is at least 0",
        "part(a, \"\", 1) | 1 | what to look for is empty",
        "part(a, b, 1) | 9 | 'part' takes a \"text\" in double quotes here, not 'b'",
        "hour(a) | 6 | 'hour' takes the word time, which is the time of the line here, not 'a'",
        "hour(time, \"Mars\") | 1 | 'Mars' is no time zone",
        "round(a, 19) | 1 | decimals are 0 to 18",
        "depth(a, 0) | 1 | at least one segment must be left",
        "replace(a, \"(\", \"x\") | 1 | of the pattern '('",
        "replace(a, \"x\", \"$1\") | 1 | after $ stands the number of a group, and the pattern has 0",
        "replace(a, \"x\", \"5$\") | 1 | $$ a dollar sign: write replace(",
        "replace(a, b, \"x\") | 12 | 'replace' takes a \"text\" in double quotes here, not 'b'",
        "if(a, 1, 2) | 4 | 'if' takes a condition here, not 'a'",
        "if(a > 1, \"x\", 2) | 1 | make both the same with text(..) or number(..)",
        "if(a > 1, null, null) | 1 | one of the two has to be a value",
        "if(a > 1, a > 2, 1) | 11 | 'if' takes a text or a number here, not 'a' (a condition)",
        "if(a > 1, 1) | 12 | too little for 'if': write if(condition, then, else)",
        "number(length(a)) | 8 | 'number' takes a text here",
        "mod(a) | 6 | too little for 'mod': write mod(number, divisor)",
        "bucket(a) | 9 | too little for 'bucket'",
        "bucket(a, 2, 1) | 1 | edges stand in rising order, and 2 stands before 1",
        "bucket(a, b) | 11 | 'bucket' takes a plain number here, not 'b'",
        "subnet(a, 33) | 1 | a network of IPv4 has 0 to 32 bits",
        "subnet(a, 24, 129) | 1 | a network of IPv6 has 0 to 128 bits",
        "inNet(a, \"10.0.0.1/8\") | 1 | '10.0.0.1/8' is an address in a network; write 10.0.0.0/8",
        "inNet(a, \"fd00::1/8\") | 1 | write fd00::/8",
        "inNet(a, \"10.0.0.0/33\") | 1 | is no network such as 10.0.0.0/8, fd00::/8 or 192.0.2.1",
        "inNet(a, \"office\") | 1 | 'office' is no network",
        "lower(inNet(a, \"10.0.0.0/8\")) | 7 | 'lower' takes a text here, not 'inNet' (a condition)",
        "lower(a | 8 | expected ','",
        "5 | 1 | '5' is the same for all lines",
        "null | 1 | 'null' is the same for all lines",
      })
  void wrongCall_isNamedAtItsColumn(String expression, int column, String message) {
    assertThatThrownBy(() -> new Evaluator(expression))
        .isInstanceOf(ExpressionException.class)
        .hasMessageStartingWith("column " + column + " of ")
        .hasMessageContaining(message);
  }

  @Test
  void expressionsOfAList_haveNamesAndAreTheSameForTheSameText() {
    Fields fields = new Evaluator("a");
    List<NamedField> list = FieldList.parse("b, lower( a )as x, lower(a), a > 1", fields);

    assertThat(list).extracting(NamedField::name).containsExactly("b", "x", "lower(a)", "a > 1");
    assertThat(list.get(1).index()).isEqualTo(list.get(2).index());
    assertThat(ComputeList.parse("distinct(lower(a)), sum(a * 2) as twice", fields))
        .extracting(Call::field)
        .startsWith(list.get(1).index())
        .doesNotContain(-1);
    assertThatThrownBy(() -> FieldList.parse("a as x, lower(a) as x", fields))
        .hasMessageContaining("the field 'x' stands here twice");
  }

  @Test
  void patternOfReplace_isLookedAtForEatenBackslashes() {
    assertThat(Conditions.suspicions("replace(part(a, \"d+\", 1), \"d+\", \"d+\") == \"d+\""))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("column 27: ");
    assertThat(Conditions.suspicions("replace(concat(a, \"d+\"), \"[0-9]\", \"d+\")")).isEmpty();
  }

  @Test
  void longResult_isCutAtACharacter() {
    String text = "é".repeat(40_000);
    assertThat(new Evaluator("concat(a, \"x\")").of(text)).isEqualTo("é".repeat(32_768));
  }

  @Test
  void deepNesting_isRefused() {
    String deep = "lower(".repeat(200) + "a" + ")".repeat(200);
    assertThatThrownBy(() -> new Evaluator(deep)).hasMessageContaining("nested more than 100 deep");
  }
}
