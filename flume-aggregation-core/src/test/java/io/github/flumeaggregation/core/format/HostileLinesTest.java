package io.github.flumeaggregation.core.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.record.Record;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are: no exception, no field outside the line, the same answer each time. */
@Tag("search")
class HostileLinesTest {
  private static final int ROUNDS = Integer.getInteger("test.rounds", 20_000);
  private static final String LINE =
      "192.0.2.7 - frank [10/Oct/2000:13:55:36 -0700] \"GET /a?x=\\x22 HTTP/1.1\" 200 2326 \"-\""
          + " \"Mozilla/5.0 \\\"X\\\"\"";
  private static final String SPECIAL = "\"\\ []-?x0\n\r\u0000\u00ff";

  private final Format format = Formats.read(Settings.of("test", Collections.emptyMap()));

  @Test
  void mutatedLines_neverThrowAndStayWithinTheLine() {
    long seed = Long.getLong("test.seed", 20261122);
    Random random = new Random(seed);
    int fields = wantEverything();
    Record record = format.newRecord();
    for (int i = 0; i < ROUNDS; i++) {
      String line = mutate(random);
      byte[] bytes = line.getBytes(ISO_8859_1);
      assertThatCode(() -> check(bytes, record, fields))
          .as("%s, seed %d", line, seed)
          .doesNotThrowAnyException();
    }
  }

  private int wantEverything() {
    int last = 0;
    for (String name : Arrays.asList("client", "time", "method", "query", "status", "agent")) {
      last = Math.max(last, format.fields().index(name));
    }
    return last + 1;
  }

  /** The line is parsed within a longer array, and again in one of exactly its length. */
  private void check(byte[] bytes, Record record, int fields) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 50);
    Arrays.fill(longer, bytes.length, longer.length, (byte) '"');
    boolean parsed = format.parse(longer, 0, bytes.length, Collections.emptyMap(), record);
    String[] texts = texts(record, fields);
    assertThat(format.parse(bytes, 0, bytes.length, Collections.emptyMap(), record))
        .isEqualTo(parsed);
    assertThat(texts(record, fields)).isEqualTo(texts);
    assertThat(record.hasTime()).isEqualTo(parsed);
    if (!parsed) {
      assertThat(texts).containsOnlyNulls();
    }
  }

  private static String[] texts(Record record, int fields) {
    String[] texts = new String[fields];
    for (int i = 0; i < fields; i++) {
      texts[i] = record.text(i) == null ? null : record.text(i) + " " + record.number(i);
    }
    return texts;
  }

  private static String mutate(Random random) {
    StringBuilder line = new StringBuilder(LINE);
    for (int i = random.nextInt(4); i >= 0 && line.length() > 0; i--) {
      int at = random.nextInt(line.length());
      char special = SPECIAL.charAt(random.nextInt(SPECIAL.length()));
      switch (random.nextInt(4)) {
        case 0 -> line.deleteCharAt(at);
        case 1 -> line.insert(at, special);
        case 2 -> line.setCharAt(at, special);
        default -> line.setLength(at);
      }
    }
    return line.toString();
  }

  private static Stream<Arguments> formats() {
    return Stream.of(
        arguments(Lines.of("format", "combined"), "path, agent"),
        arguments(
            Lines.of(
                "format", "nginx", "format.pattern", "$pipe [$time_local] \"$request\" $status"),
            "path, query, status"),
        arguments(
            Lines.of("format", "apache", "format.pattern", "%v %h [%{%d/%b/%Y %T}t] \"%r\" %>s %D"),
            "path, duration"),
        arguments(
            Lines.of(
                "format",
                "nginx",
                "format.pattern",
                "$http_x_forwarded_for $request $status"
                    + " $scheme://$host$request_uri \"$http_referer\" $http_user_agent $status"),
            "path, host, agent"),
        arguments(Lines.of("format", "vcombined"), "host, user, agent"),
        arguments(Lines.of("format", "combined, json"), "user, agent"),
        arguments(Lines.of("format", "w3c", "format.columns", "a b c"), "a"),
        arguments(Lines.of("format", "keyvalue"), "a, b"),
        arguments(Lines.of("format", "delimited", "format.delimiter", "blanks"), "$1, $9"),
        arguments(Lines.of("format", "delimited", "format.delimiter", "ab"), "$1, $9"),
        arguments(Lines.of("format", "json", "format.timeField", "a.b"), "a.b, c"),
        arguments(
            Lines.of("format", "delimited", "format.columns", "a, b", "format.timeField", "b"),
            "a"),
        arguments(
            Lines.of(
                "format",
                "regex",
                "format.pattern",
                "^(?<a>(?:[^\"]|\"\")*)+ (?<b>(?:x+x+)+y) (?<c>.*)$"),
            "a, b, c"));
  }

  /**
   * Quadratic time would be hours for these, exponential time longer than the world has existed;
   * linear time is milliseconds. The limit is there to end the test, not to measure.
   */
  @ParameterizedTest
  @MethodSource("formats")
  @Timeout(120)
  void veryLongLines_takeTimeInProportionToTheirLength(Lines lines, String names) {
    String[] fields = names.split(", ");
    for (String part :
        Arrays.asList(
            "\"", "\\", "\" ", " [", "-", "\" \"", "\\\"", "a ", "{\"a\":", "[", ",", "x")) {
      String line = longLine(part);
      assertThat(lines.fields(line, fields)).as(part).isEqualTo(lines.fields(line, fields));
    }
  }

  private static String longLine(String part) {
    boolean json = part.startsWith("{") || part.equals("[");
    String head = json ? "" : LINE.substring(0, LINE.lastIndexOf("GET"));
    return head + part.repeat((1 << 20) / part.length());
  }
}
