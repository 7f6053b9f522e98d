package io.github.flumeaggregation.interceptor;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flume.Context;
import org.apache.flume.Event;
import org.apache.flume.event.EventBuilder;
import org.apache.flume.interceptor.Interceptor;

/**
 * Events of one line in nginx's form each, with a duration, and the interceptor that takes them.
 */
final class EventStream {
  static final int BATCH = 100;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final long START_SECONDS = 1_431_857_103;

  private final int linesPerSecond;
  private final int groups;

  /** So many seconds every other batch is behind the others. */
  private final int lagSeconds;

  private long made;

  EventStream(int linesPerSecond, int groups, int lagSeconds) {
    this.linesPerSecond = linesPerSecond;
    this.groups = groups;
    this.lagSeconds = lagSeconds;
  }

  static AggregationInterceptor interceptor(String... keysAndValues) {
    Map<String, String> settings = new HashMap<>();
    settings.put("name", "benchmark");
    settings.put("format", "nginx");
    settings.put(
        "format.pattern",
        "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent"
            + " $request_time");
    settings.put("aggregations", "t");
    settings.put("maxStateBytes", "1GiB");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      if (!keysAndValues[i + 1].isEmpty()) {
        settings.put(keysAndValues[i], keysAndValues[i + 1]);
      }
    }
    AggregationInterceptor.Builder builder = new AggregationInterceptor.Builder();
    builder.configure(new Context(settings));
    Interceptor interceptor = builder.build();
    return (AggregationInterceptor) interceptor;
  }

  /** The next batch. */
  List<Event> next() {
    List<Event> batch = new ArrayList<>(BATCH);
    boolean behind = made / BATCH % 2 == 1;
    for (int i = 0; i < BATCH; i++) {
      long second = START_SECONDS + made / linesPerSecond - (behind ? lagSeconds : 0);
      batch.add(event(second));
      made++;
    }
    return batch;
  }

  private Event event(long second) {
    long random = (made * 0x9e3779b97f4a7c15L) >>> 20;
    String line =
        "192.0.2."
            + random % 256
            + " - - ["
            + TIME.format(Instant.ofEpochSecond(second))
            + "] \"GET /page/"
            + random % groups
            + " HTTP/1.1\" 200 "
            + random % 100_000
            + " 0."
            + (100 + random % 900);
    Map<String, String> headers = new HashMap<>();
    headers.put("tail.file", "host-2049-1234567-0123456789abcdef");
    headers.put("tail.offset", Long.toString(made * 256));
    headers.put("tail.length", Integer.toString(line.length() + 1));
    return EventBuilder.withBody(line.getBytes(StandardCharsets.US_ASCII), headers);
  }
}
