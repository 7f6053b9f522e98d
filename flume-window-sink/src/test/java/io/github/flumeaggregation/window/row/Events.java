package io.github.flumeaggregation.window.row;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Access-log events for tests, and their results in readable form. */
public final class Events {
  /** The start of a minute in May 2015. */
  public static final long T0 = Instant.parse("2015-05-17T10:05:00Z").toEpochMilli();

  /** A wall clock long after the lines. */
  public static final long WALL = Instant.parse("2015-05-20T00:00:00Z").toEpochMilli();

  private static final DateTimeFormatter CLF =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Events() {}

  /** A common-format line at {@code second} after {@link #T0}. */
  public static String line(long second, int status, long bytes) {
    String time = CLF.format(Instant.ofEpochMilli(T0 + second * 1000));
    return "10.0.0.1 - - [" + time + "] \"GET /a HTTP/1.1\" " + status + " " + bytes;
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The headers of an event of {@code body}, at {@code offset} of {@code file}. */
  public static Map<String, String> position(String file, long offset, String body) {
    Map<String, String> headers = new HashMap<>();
    headers.put("tail.file", file);
    headers.put("tail.offset", Long.toString(offset));
    headers.put("tail.length", Long.toString(body.length() + 1));
    long lines = body.chars().filter(c -> c == '\n').count() + 1;
    if (lines > 1) {
      headers.put("tail.lines", Long.toString(lines));
    }
    return headers;
  }

  /** The bodies of {@code type}, as JSON. */
  public static List<JsonObject> bodies(List<OutboxRow> rows, String type) {
    return rows.stream()
        .filter(row -> type.equals(row.headers().get("type")))
        .map(row -> JsonParser.parseString(text(row)).getAsJsonObject())
        .toList();
  }

  public static JsonObject json(OutboxRow row) {
    return JsonParser.parseString(text(row)).getAsJsonObject();
  }

  /** The one alert in a notification. */
  public static JsonObject alert(OutboxRow row) {
    return JsonParser.parseString(text(row)).getAsJsonArray().get(0).getAsJsonObject();
  }

  public static String text(OutboxRow row) {
    return new String(row.body(), StandardCharsets.UTF_8);
  }

  /** The last books of the sink as {@code read counted unparsed duplicate future}. */
  public static String sinkBooks(List<OutboxRow> rows) {
    String last = "none";
    for (JsonObject books : bodies(rows, "books")) {
      if (books.get("scope").getAsString().equals("sink")) {
        JsonObject lines = books.getAsJsonObject("lines");
        last =
            String.join(
                " ",
                List.of("read", "counted", "unparsed", "duplicate", "future").stream()
                    .map(key -> lines.get(key).getAsString())
                    .toList());
      }
    }
    return last;
  }

  public static Map<String, String> settings(String... keysAndValues) {
    Map<String, String> values = new HashMap<>();
    values.put("node", "web1");
    values.put("format", "common");
    values.put("aggregations", "traffic");
    values.put("aggregations.traffic.window", "tumbling 1m");
    values.put("aggregations.traffic.groupBy", "status");
    values.put("aggregations.traffic.compute", "count, sum(bytes), avg(bytes), max(bytes)");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return values;
  }

  /** A progress event's entry for one file. */
  public static String file(String id, long offset, long size, String state) {
    return "{\"file\":\"%s\",\"path\":\"/var/log/%s\",\"offset\":%d,\"size\":%d,\"state\":\"%s\"}"
        .formatted(id, id, offset, size, state);
  }

  /** The body of a progress event, one every ten seconds. */
  public static byte[] progress(String node, Collection<String> files) {
    return bytes(
        "{\"type\":\"progress\",\"node\":\"%s\",\"intervalMillis\":10000,\"files\":[%s]}"
            .formatted(node, String.join(",", files)));
  }
}
