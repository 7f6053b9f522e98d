package io.github.flumeaggregation.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLogFormatsTest {
  private static final String UP_TO_BYTES =
      "192.0.2.7 - frank [10/Oct/2000:13:55:36 -0700] \"GET /a/b.html?x=1&y=2 HTTP/1.1\" 200 2326";
  private static final String COMBINED =
      UP_TO_BYTES + " \"http://example.com/start\" \"Mozilla/5.0 (X11)\"";

  private final Lines combined = Lines.of("format", "combined");
  private final Lines common = Lines.of("format", "common");

  private static String request(String request) {
    return "192.0.2.7 - - [10/Oct/2000:13:55:36 -0700] \"" + request + "\" 400 0 \"-\" \"-\"";
  }

  @Test
  void combinedLine_givesAllFields() {
    assertThat(
            combined.fields(
                COMBINED,
                "client",
                "ident",
                "user",
                "time",
                "request",
                "method",
                "path",
                "query",
                "protocol",
                "status",
                "bytes",
                "referer",
                "agent"))
        .containsExactly(
            entry("client", "192.0.2.7"),
            entry("ident", "-"),
            entry("user", "frank"),
            entry("time", "10/Oct/2000:13:55:36 -0700"),
            entry("request", "GET /a/b.html?x=1&y=2 HTTP/1.1"),
            entry("method", "GET"),
            entry("path", "/a/b.html"),
            entry("query", "x=1&y=2"),
            entry("protocol", "HTTP/1.1"),
            entry("status", "200"),
            entry("bytes", "2326"),
            entry("referer", "http://example.com/start"),
            entry("agent", "Mozilla/5.0 (X11)"));
    assertThat(combined.timeMillis(COMBINED)).isEqualTo(971_211_336_000L);
  }

  @Test
  void combinedIsTheDefault() {
    assertThat(Lines.of().field(COMBINED, "agent")).isEqualTo("Mozilla/5.0 (X11)");
  }

  @Test
  void commonFormat_readsCombinedLines() {
    assertThat(common.fields(COMBINED, "status", "bytes"))
        .containsExactly(entry("status", "200"), entry("bytes", "2326"));
    assertThat(common.field(UP_TO_BYTES, "bytes")).isEqualTo("2326");
  }

  @Test
  void combinedFormat_readsCommonLines() {
    assertThat(combined.fields(UP_TO_BYTES, "status", "bytes", "referer", "agent"))
        .containsExactly(entry("status", "200"), entry("bytes", "2326"));
  }

  @Test
  void lineCutOffAnywhere_parsesIffTheFieldsThroughBytesAreThere() {
    for (int length = 0; length <= COMBINED.length(); length++) {
      String cut = COMBINED.substring(0, length);
      boolean sound = length > UP_TO_BYTES.lastIndexOf(' ') + 1;
      assertThat(combined.accepts(cut)).as(cut).isEqualTo(sound);
      if (length >= UP_TO_BYTES.length()) {
        boolean whole = length == COMBINED.length();
        assertThat(combined.field(cut, "bytes")).isEqualTo("2326");
        assertThat(combined.field(cut, "agent")).isEqualTo(whole ? "Mozilla/5.0 (X11)" : null);
      }
    }
  }

  @Test
  void whetherALineParses_doesNotDependOnWhatIsWanted() {
    String cut = UP_TO_BYTES + " \"http://exa";

    assertThat(combined.field(cut, "status")).isEqualTo("200");
    assertThat(combined.fields(cut, "status", "referer", "agent"))
        .containsExactly(entry("status", "200"));
  }

  @Test
  void furtherFieldsAfterTheAgent_areIgnored() {
    assertThat(combined.field(COMBINED + " \"10.0.0.1\" rt=0.1", "agent"))
        .isEqualTo("Mozilla/5.0 (X11)");
  }

  @Test
  void carriageReturnAtTheEnd_isNoPartOfAField() {
    assertThat(common.field(UP_TO_BYTES + "\r", "bytes")).isEqualTo("2326");
    assertThat(combined.field(COMBINED + "\r", "agent")).isEqualTo("Mozilla/5.0 (X11)");
  }

  @Test
  void hyphenForBytes_isZero() {
    String line = UP_TO_BYTES.replace("200 2326", "304 -");

    assertThat(combined.field(line, "bytes")).isEqualTo("0");
  }

  @Test
  void hyphenForStatus_isMissing() {
    assertThat(combined.fields(UP_TO_BYTES.replace("200 2326", "- 5"), "status", "bytes"))
        .containsExactly(entry("bytes", "5"));
  }

  @Test
  void hyphenForATextField_isText() {
    assertThat(combined.fields(request("-"), "user", "referer", "agent"))
        .containsExactly(entry("user", "-"), entry("referer", "-"), entry("agent", "-"));
  }

  @Test
  void userWithBlanks_isOneField() {
    assertThat(combined.field(COMBINED.replace("frank", "frank van der Berg"), "user"))
        .isEqualTo("frank van der Berg");
  }

  @Test
  void escapedQuotes_doNotEndAField() {
    String line =
        request("GET /say\\\"hi\\\" HTTP/1.1")
            .replace("\"-\" \"-\"", "\"-\" \"a \\\\\\\"b\\\" c\"");

    assertThat(combined.fields(line, "path", "agent"))
        .containsExactly(entry("path", "/say\"hi\""), entry("agent", "a \\\"b\" c"));
  }

  @Test
  void hexEscapes_areDecoded() {
    assertThat(combined.field(request("GET /\\xC3\\xA4\\x22?q=\\x5C HTTP/1.1"), "path"))
        .isEqualTo("/\u00c3\u00a4\"");
    assertThat(combined.field(request("GET /\\xC3\\xA4?q=\\x5C HTTP/1.1"), "query"))
        .isEqualTo("q=\\");
  }

  @Test
  void unescapedQuotes_endAFieldOnlyWhereTheNextBegins() {
    String line = UP_TO_BYTES + " \"http://a/\"b\"\" \"say \"hi\" twice\"";

    assertThat(combined.fields(line, "referer", "agent"))
        .containsExactly(entry("referer", "http://a/\"b\""), entry("agent", "say \"hi\" twice"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "missing",
      value = {
        "GET / HTTP/1.0,GET,/,missing,HTTP/1.0",
        "GET /?,GET,/,'',missing",
        "GET /a?b?c HTTP/2.0,GET,/a,b?c,HTTP/2.0",
        "GET /a b c HTTP/1.1,GET,/a b c,missing,HTTP/1.1",
        "OPTIONS * HTTP/1.1,OPTIONS,*,missing,HTTP/1.1",
        "CONNECT a.example:443 HTTP/1.1,CONNECT,a.example:443,missing,HTTP/1.1",
        "GET http://a.example/b?c HTTP/1.1,GET,http://a.example/b,c,HTTP/1.1",
        "VERSION-CONTROL /a HTTP/1.1,VERSION-CONTROL,/a,missing,HTTP/1.1",
        "get /a,get,/a,missing,missing",
        "GET  HTTP/1.1,missing,missing,missing,missing",
        "GET ,missing,missing,missing,missing",
        "GET,missing,missing,missing,missing",
        "-,missing,missing,missing,missing",
        "'',missing,missing,missing,missing",
        "\\x16\\x03\\x01\\x02\\x00,missing,missing,missing,missing",
        "1\\x00 / HTTP/1.1,missing,missing,missing,missing",
        "' / HTTP/1.1',missing,missing,missing,missing"
      })
  void requestLine_isSplitIfItIsOne(
      String request, String method, String path, String query, String protocol) {
    String line = request(request);

    assertThat(combined.field(line, "method")).isEqualTo(method);
    assertThat(combined.field(line, "path")).isEqualTo(path);
    assertThat(combined.field(line, "query")).isEqualTo(query);
    assertThat(combined.field(line, "protocol")).isEqualTo(protocol);
    assertThat(combined.field(line, "status")).isEqualTo("400");
    assertThat(combined.accepts(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "hello world",
        " - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1\" 200",
        "h - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1\" 2x0 5",
        "h - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1\" 200 5x",
        "h - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1\" 200 --",
        "h - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1\" 200 -5",
        "h - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1\" 200  5",
        "h - - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1 200 5",
        "h - - [10/Oct/2000:13:55:36] \"GET / HTTP/1.1\" 200 5",
        "h - - [32/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1\" 200 5",
        "h - - 10/Oct/2000:13:55:36 -0700 \"GET / HTTP/1.1\" 200 5",
        "h - - [10/Oct/2000:13:55:36 -0700] GET / HTTP/1.1 200 5",
        "h - [10/Oct/2000:13:55:36 -0700] \"GET / HTTP/1.1\" 200 5"
      })
  void lineOfAnotherForm_isNotParsed(String line) {
    assertThat(combined.accepts(line)).isFalse();
    assertThat(combined.fields(line, "client")).isNull();
  }
}
