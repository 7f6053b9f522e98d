package io.github.flumeaggregation.core.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formats made of the strings in the servers' configurations. */
class PatternFormatsTest {
  private static final String NGINX =
      "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent"
          + " \"$http_referer\" \"$http_user_agent\" $request_time $upstream_response_time $pipe";
  private static final String NGINX_LINE =
      "10.0.0.1 - - [17/May/2026:10:05:43 +0000] \"GET /a?b=c HTTP/1.1\" 200 17"
          + " \"-\" \"curl/8\" 0.012 0.010, 0.002 : 0.001 .";
  private static final String APACHE =
      "%v:%p %h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\" %D %{X-Id}o";
  private static final String APACHE_LINE =
      "example.com:80 10.0.0.1 - bob [17/May/2026:10:05:43 +0000] \"GET / HTTP/1.1\" 200 512"
          + " \"-\" \"curl/8\" 1500 abc";

  private static Lines nginx(String pattern) {
    return Lines.of("format", "nginx", "format.pattern", pattern);
  }

  private static Lines apache(String pattern) {
    return Lines.of("format", "apache", "format.pattern", pattern);
  }

  @Test
  void nginxVariables_haveTheNamesOfAllFormats() {
    Lines lines = nginx(NGINX);

    assertThat(
            lines.fields(
                NGINX_LINE,
                "client",
                "user",
                "method",
                "path",
                "query",
                "protocol",
                "status",
                "bytes",
                "referer",
                "agent",
                "duration",
                "upstream_response_time",
                "pipe"))
        .containsExactly(
            entry("client", "10.0.0.1"),
            entry("user", "-"),
            entry("method", "GET"),
            entry("path", "/a"),
            entry("query", "b=c"),
            entry("protocol", "HTTP/1.1"),
            entry("status", "200"),
            entry("bytes", "17"),
            entry("referer", "-"),
            entry("agent", "curl/8"),
            entry("duration", "0.012"),
            entry("upstream_response_time", "0.010, 0.002 : 0.001"),
            entry("pipe", "."));
    assertThat(lines.timeMillis(NGINX_LINE))
        .isEqualTo(Instant.parse("2026-05-17T10:05:43Z").toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$remote_addr [$time_local] \"$request\" $status $body_bytes_sent",
        "'$remote_addr [$time_local] \"$request\" $status $body_bytes_sent'",
        "'$remote_addr [$time_local] \"$request\" '   '$status $body_bytes_sent';",
        "log_format main '$remote_addr [$time_local] \"$request\" ' '$status $body_bytes_sent';",
        "log_format main escape=default '$remote_addr [$time_local] \\\"$request\\\" $status"
            + " $body_bytes_sent';",
        "${remote_addr} [$time_local] \"$request\" ${status} $body_bytes_sent",
        "escape=json '$remote_addr [$time_local] \"$request\" $status $body_bytes_sent'"
      })
  void nginxPattern_isTakenAsItStandsInTheConfiguration(String pattern) {
    String line = "::1 [17/May/2026:10:05:43 +0000] \"GET /\\x22\\u00e4 HTTP/1.1\" 404 0";

    assertThat(nginx(pattern).fields(line, "client", "path", "status", "bytes"))
        .containsExactly(
            entry("client", "::1"),
            entry("path", "/\"\u00c3\u00a4"),
            entry("status", "404"),
            entry("bytes", "0"));
  }

  @Test
  void nginxWithoutEscaping_isTakenLiterally() {
    Lines lines = nginx("escape=none '\"$http_user_agent\" [$time_local] $status'");
    String line = "\"a\\\" [17/May/2026:10:05:43 +0000] 200";

    assertThat(lines.field(line, "agent")).isEqualTo("a\\");
  }

  @Test
  void nginxJson_isReadAsThePatternThatItIs() {
    Lines lines =
        nginx(
            "escape=json '{\"t\":\"$time_iso8601\",\"s\":\"$status\",\"b\":$body_bytes_sent,'"
                + " '\"ua\":\"$http_user_agent\",\"rt\":$request_time}'");
    String line =
        "{\"t\":\"2026-05-17T12:05:43+02:00\",\"s\":\"200\",\"b\":5,\"ua\":\"a\\\"b\","
            + "\"rt\":0.25}";

    assertThat(lines.fields(line, "status", "bytes", "agent", "duration"))
        .containsExactly(
            entry("status", "200"),
            entry("bytes", "5"),
            entry("agent", "a\"b"),
            entry("duration", "0.25"));
    assertThat(lines.timeMillis(line))
        .isEqualTo(Instant.parse("2026-05-17T10:05:43Z").toEpochMilli());
  }

  @Test
  void nginxRequestUri_givesPathAndQueryToo() {
    Lines lines = nginx("$msec $request_method $uri$is_args$args $status");

    assertThat(lines.fields("1779012343.123 GET /a?b 200", "method", "path", "query", "status"))
        .containsExactly(
            entry("method", "GET"),
            entry("path", "/a"),
            entry("query", "b"),
            entry("status", "200"));
    assertThat(lines.timeMillis("1779012343.123 GET /a?b 200")).isEqualTo(1_779_012_343_123L);
  }

  @Test
  void variableWhoseNameIsTaken_keepsItsOwn() {
    Lines lines = nginx("$host $http_host [$time_local] $request_uri \"$request\"");
    String line = "a b [17/May/2026:10:05:43 +0000] /x?y \"GET /z HTTP/1.1\"";

    assertThat(lines.fields(line, "host", "http_host", "path", "request_uri", "method"))
        .containsExactly(
            entry("host", "a"),
            entry("http_host", "b"),
            entry("path", "/x"),
            entry("request_uri", "/x?y"),
            entry("method", "GET"));
  }

  @Test
  void apacheVariables_haveTheNamesOfAllFormats() {
    Lines lines = apache(APACHE);

    assertThat(
            lines.fields(
                APACHE_LINE,
                "host",
                "port",
                "client",
                "ident",
                "user",
                "method",
                "status",
                "bytes_sent",
                "referer",
                "agent",
                "duration",
                "X-Id"))
        .containsExactly(
            entry("host", "example.com"),
            entry("port", "80"),
            entry("client", "10.0.0.1"),
            entry("ident", "-"),
            entry("user", "bob"),
            entry("method", "GET"),
            entry("status", "200"),
            entry("bytes_sent", "512"),
            entry("referer", "-"),
            entry("agent", "curl/8"),
            entry("duration", "0.001500"),
            entry("X-Id", "abc"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%h %t \"%r\" %>s %b",
        "\"%h %t \\\"%r\\\" %>s %b\"",
        "\"%h %t \"%r\" %>s %b\"",
        "LogFormat \"%h %t \\\"%r\\\" %>s %b\" common",
        "LogFormat \"%h %t \"%r\" %>s %b\" common",
        "%h %t \"%!414r\" %<s %B"
      })
  void apachePattern_isTakenAsItStandsInTheConfiguration(String pattern) {
    String line = "::1 [17/May/2026:10:05:43 +0000] \"GET /\\\" HTTP/1.1\" 304 -";

    assertThat(apache(pattern).fields(line, "client", "path", "status", "bytes"))
        .containsExactly(
            entry("client", "::1"),
            entry("path", "/\""),
            entry("status", "304"),
            entry("bytes", "0"));
  }

  @Test
  void apachePatternThatBeginsAndEndsWithQuotes_keepsThem() {
    Lines lines = apache("\"%r\" %>s %t \"%{User-agent}i\"");
    String line = "\"GET / HTTP/1.1\" 200 [17/May/2026:10:05:43 +0000] \"x\"";

    assertThat(lines.fields(line, "path", "agent"))
        .containsExactly(entry("path", "/"), entry("agent", "x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%D | 1 | 0.000001",
        "%D | 1000000 | 1.000000",
        "%D | 12345678 | 12.345678",
        "%{ms}T | 5 | 0.005",
        "%{us}T | 5 | 0.000005",
        "%T | 5 | 5",
        "%T/%D | 2/1999999 | 1.999999",
        "%D | - | "
      })
  void apacheDuration_isExactSeconds(String pattern, String text, String seconds) {
    assertThat(apache("%h " + pattern + " %b").field("::1 " + text + " 0", "duration"))
        .isEqualTo(seconds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%{sec}t | 1779012343 | 2026-05-17T10:05:43Z",
        "%{msec}t | 1779012343123 | 2026-05-17T10:05:43.123Z",
        "%{usec}t | 1779012343123456 | 2026-05-17T10:05:43.123Z",
        "%{%Y-%m-%dT%H:%M:%S%z}t | 2026-05-17T12:05:43+0200 | 2026-05-17T10:05:43Z",
        "[%{%d/%b/%Y:%T}t.%{msec_frac}t %{%z}t] | [17/May/2026:12:05:43.123 +0200] |"
            + " 2026-05-17T10:05:43.123Z",
        "%{begin:%F %T}t | 2026-05-17 10:05:43 | 2026-05-17T10:05:43Z"
      })
  void apacheTime_isReadInAnyForm(String pattern, String text, String instant) {
    assertThat(apache("%h " + pattern + " %>s").timeMillis("::1 " + text + " 200"))
        .isEqualTo(Instant.parse(instant).toEpochMilli());
  }

  @Test
  void apacheTimeWithoutZone_isInTheConfiguredOne() {
    Lines lines =
        Lines.of(
            "format",
            "apache",
            "format.pattern",
            "%h %{%F %T}t %>s",
            "format.timeZone",
            "Europe/Berlin");

    assertThat(lines.timeMillis("::1 2026-05-17 12:05:43 200"))
        .isEqualTo(Instant.parse("2026-05-17T10:05:43Z").toEpochMilli());
  }

  @Test
  void pathAndQueryInTwoVariables_areToldApart() {
    Lines lines = apache("%m %U%q %H %>s");

    assertThat(lines.fields("GET /a?b=c HTTP/1.1 200", "method", "path", "query", "protocol"))
        .containsExactly(
            entry("method", "GET"),
            entry("path", "/a"),
            entry("query", "b=c"),
            entry("protocol", "HTTP/1.1"));
    assertThat(lines.field("GET /a HTTP/1.1 200", "query")).isNull();
  }

  @Test
  void whatFollowsBytesAndTime_mayBeCutOff() {
    Lines lines = nginx(NGINX);
    for (int length = 0; length <= NGINX_LINE.length(); length++) {
      String cut = NGINX_LINE.substring(0, length);
      assertThat(lines.accepts(cut)).as(cut).isEqualTo(length > NGINX_LINE.indexOf(" 17 ") + 1);
    }
  }

  @Test
  void lineThatIsSoundUpToTheBytes_parsesWhateverIsWanted() {
    Lines lines = nginx(NGINX);
    String cut = NGINX_LINE.substring(0, NGINX_LINE.indexOf("curl") + 2);

    assertThat(lines.fields(cut, "status", "referer", "agent", "duration"))
        .containsExactly(entry("status", "200"), entry("referer", "-"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "nginx | $remote_addr$status | nothing stands between $remote_addr and $status",
        "nginx | no variables | there is no variable in it",
        "nginx | 'a $status | a quote is not closed",
        "apache | %h %Z | %Z is no variable of LogFormat",
        "apache | %h%u | nothing stands between %h and %u",
        "apache | %h 100% | '%' begins with no variable of LogFormat",
        "apache | %{%Q}t | %Q in %{%Q}t is not understood",
        "apache | %{%H:%M}t | a time needs a month and a day",
        "apache | %{days}T | allowed are the units s, ms, us and ns",
        "regex | (a | the ')' to this group is missing",
        "regex | (a) | there is no named group in it"
      })
  void faultyPattern_isRefusedWithTheReason(String format, String pattern, String reason) {
    assertThatThrownBy(() -> Lines.of("format", format, "format.pattern", pattern))
        .hasMessageContaining("format.pattern = '" + pattern + "': allowed is ")
        .hasMessageContaining(reason);
  }

  @Test
  void missingPattern_isAFault() {
    assertThatThrownBy(() -> Lines.of("format", "nginx"))
        .hasMessageContaining("format.pattern is required: the log_format of the server");
  }
}
