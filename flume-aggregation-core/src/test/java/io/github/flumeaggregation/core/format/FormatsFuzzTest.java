package io.github.flumeaggregation.core.format;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/**
 * Whatever a line or a pattern is: no exception but the declared one, and no field outside what was
 * read. Run as tests, these take the inputs found earlier; with {@code JAZZER_FUZZ=1} they look for
 * new ones.
 */
@Tag("search")
class FormatsFuzzTest {
  private static final String TIME = "time";

  private final Format combined = format("format", "combined");
  private final Format nginx =
      format(
          "format",
          "nginx",
          "format.pattern",
          "$remote_addr [$time_iso8601] \"$request\" $status $body_bytes_sent $request_time"
              + " $upstream_response_time \"$http_user_agent\" $request_uri $pipe");
  private final Format apache =
      format("format", "apache", "format.pattern", "%v %h [%{%d/%b/%Y %T}t.%{msec_frac}t] %>s %D");
  private final Format json = format("format", "json", "format.timeField", TIME);
  private final Format delimited =
      format(
          "format",
          "delimited",
          "format.columns",
          "time, status, bytes",
          "format.timeField",
          TIME,
          "format.timePattern",
          "epochSeconds");
  private final Format regex =
      format(
          "format",
          "regex",
          "format.pattern",
          "^(?<client>\\S+) (?:(?<user>\\w+)|-)*? \\[(?<time>[^\\]]+)\\] (?<rest>.*)$",
          "format.timeField",
          TIME,
          "format.timePattern",
          "dd.MM.yyyy HH:mm:ss");

  private final Format unquoted =
      format(
          "format",
          "nginx",
          "format.pattern",
          "$remote_addr:$remote_port [$time_local] $request $status $body_bytes_sent"
              + " $http_x_forwarded_for $scheme://$host$request_uri $http_user_agent $request_time");
  private final Format vcombined = format("format", "vcombined");
  private final Format w3c =
      format("format", "w3c", "format.columns", "date time c-ip cs-uri-stem sc-status time-taken");
  private final Format keyvalue = format("format", "keyvalue", "format.timeField", TIME);
  private final Format ltsv = format("format", "ltsv", "format.uriField", "uri");
  private final Format framed =
      format(
          "format",
          "combined, json",
          "format.field",
          "log",
          "format.prefix",
          "syslog",
          "format.timeField",
          "prefix.time",
          "format.timePattern",
          "MMM d HH:mm:ss",
          "format.requestField",
          "request");

  private static Format format(String... keysAndValues) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    Settings settings = Settings.of("fuzz", values);
    Format format = Formats.read(settings);
    settings.finish();
    return format;
  }

  /** Parses and reads every field as text and as a number. */
  private static void parse(Format format, byte[] line, String... names) {
    int[] fields = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      fields[i] = format.fields().index(names[i]);
    }
    Record record = format.newRecord();
    boolean parsed = format.parse(line, 0, line.length, Map.of(), record);
    for (int field : fields) {
      Slice text = record.text(field);
      record.number(field);
      if (text != null && (!parsed || text.length() < 0)) {
        throw new AssertionError("a field that is none, parsed: " + parsed);
      }
    }
  }

  @FuzzTest(maxDuration = "20s")
  void combinedLine(byte[] line) {
    parse(combined, line, "client", "path", "query", "protocol", "status", "bytes", "agent");
  }

  @FuzzTest(maxDuration = "20s")
  void nginxLine(byte[] line) {
    parse(nginx, line, "path", "status", "duration", "upstream_response_time", "agent", "pipe");
  }

  @FuzzTest(maxDuration = "20s")
  void apacheLine(byte[] line) {
    parse(apache, line, "host", "client", "time", "status", "duration");
  }

  @FuzzTest(maxDuration = "20s")
  void jsonLine(byte[] line) {
    parse(json, line, "status", "a.b.c", "time", "log.level");
  }

  @FuzzTest(maxDuration = "20s")
  void delimitedLine(byte[] line) {
    parse(delimited, line, "status", "$1", "bytes");
  }

  @FuzzTest(maxDuration = "20s")
  void regexLine(byte[] line) {
    parse(regex, line, "client", "user", "rest");
  }

  @FuzzTest(maxDuration = "20s")
  void unquotedLine(byte[] line) {
    parse(unquoted, line, "client", "remote_port", "path", "status", "host", "agent", "duration");
  }

  @FuzzTest(maxDuration = "20s")
  void vcombinedLine(byte[] line) {
    parse(vcombined, line, "host", "port", "client", "user", "path", "agent");
  }

  @FuzzTest(maxDuration = "20s")
  void w3cLine(byte[] line) {
    parse(w3c, line, "client", "path", "status", "duration", "cs(User-Agent)");
  }

  @FuzzTest(maxDuration = "20s")
  void keyvalueLine(byte[] line) {
    parse(keyvalue, line, "a", "time", "status");
  }

  @FuzzTest(maxDuration = "20s")
  void ltsvLine(byte[] line) {
    parse(ltsv, line, "host", "path", "query", "status");
  }

  @FuzzTest(maxDuration = "20s")
  void framedLine(byte[] line) {
    parse(framed, line, "client", "path", "outer.stream", "prefix.host", "method");
  }

  @FuzzTest(maxDuration = "20s")
  void nginxPattern(FuzzedDataProvider data) {
    String pattern = data.consumeString(200);
    compile("nginx", pattern, data.consumeRemainingAsBytes());
  }

  @FuzzTest(maxDuration = "20s")
  void apachePattern(FuzzedDataProvider data) {
    String pattern = data.consumeString(200);
    compile("apache", pattern, data.consumeRemainingAsBytes());
  }

  private static void compile(String name, String pattern, byte[] line) {
    Settings settings = Settings.of("fuzz", Map.of("format", name, "format.pattern", pattern));
    Format format = Formats.read(settings);
    parse(format, line);
  }
}
