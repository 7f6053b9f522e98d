package io.github.flumeaggregation.interceptor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flume.Event;
import org.apache.flume.event.EventBuilder;

/** Lines and events as a source would make them. */
final class AccessLog {
  /** The time in {@link #line}. */
  static final long TIME_MILLIS = Instant.parse("2015-05-17T10:05:03Z").toEpochMilli();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private AccessLog() {}

  static String line(int status, long bytes) {
    return "192.0.2.7 - - [17/May/2015:10:05:03 +0000] \"GET /a?b HTTP/1.1\" "
        + status
        + " "
        + bytes
        + " \"-\" \"curl/8\"";
  }

  /** A line of 200 and one byte. */
  static String line(long timeMillis, String path, String agent) {
    return "192.0.2.7 - - ["
        + TIME.format(Instant.ofEpochMilli(timeMillis))
        + "] \"GET "
        + path
        + " HTTP/1.1\" 200 1 \"-\" \""
        + agent
        + '"';
  }

  /** An event without a position. */
  static Event event(String body) {
    return EventBuilder.withBody(body, UTF_8);
  }

  /** An event of the file "f", as TailSource makes it: the last newline is not in the body. */
  static Event tailed(long offset, String body, int lines) {
    Map<String, String> headers = new HashMap<>();
    headers.put("tail.file", "f");
    headers.put("tail.offset", Long.toString(offset));
    headers.put("tail.length", Integer.toString(body.length() + 1));
    if (lines > 1) {
      headers.put("tail.lines", Integer.toString(lines));
    }
    return EventBuilder.withBody(body, UTF_8, headers);
  }
}
