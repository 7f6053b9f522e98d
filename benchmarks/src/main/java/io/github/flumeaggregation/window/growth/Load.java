package io.github.flumeaggregation.window.growth;

import io.github.flumeaggregation.window.engine.Job;
import io.github.flumeaggregation.window.engine.LineThreads;
import io.github.flumeaggregation.window.engine.WindowEngine;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An engine, and events for it that are made before they are measured. */
final class Load {
  static final long WALL = 1_800_000_000_000L;

  private final WindowEngine engine;
  private final Job job;
  private final Map<String, Long> offsets = new HashMap<>();

  /** One that computes {@code count, sum(size), avg(size)} by group, beside other settings. */
  Load(String window, String... others) {
    Map<String, String> settings = new HashMap<>();
    settings.put("node", "web1");
    settings.put("format", "delimited");
    settings.put("format.columns", "time, group, size");
    settings.put("format.timeField", "time");
    settings.put("format.timePattern", "epochMillis");
    settings.put("aggregations", "a");
    settings.put("aggregations.a.window", window);
    settings.put("aggregations.a.groupBy", "group");
    settings.put("aggregations.a.compute", "count, sum(size), avg(size)");
    settings.put("aggregations.a.maxGroups", "2000000");
    settings.put("maxStateBytes", "8GiB"); // a bound, not the heap
    for (int i = 0; i < others.length; i += 2) {
      settings.put(others[i], others[i + 1]);
    }
    job = Job.of("w", settings);
    engine = new WindowEngine(job);
  }

  void useThreads(LineThreads threads) {
    engine.useThreads(job, threads);
  }

  /** An event as the tail source makes it, of what comes next in a file. */
  Arriving event(String file, int lines, CharSequence body, long wallMillis) {
    byte[] bytes = body.toString().getBytes(StandardCharsets.US_ASCII);
    long offset = offsets.merge(file, (long) bytes.length, Long::sum) - bytes.length;
    Map<String, String> headers = new HashMap<>();
    headers.put("tail.file", "web1:1:" + file + ":3");
    headers.put("tail.offset", Long.toString(offset));
    headers.put("tail.length", Integer.toString(bytes.length));
    headers.put("tail.lines", Integer.toString(lines));
    headers.put("tail.readAt", Long.toString(wallMillis));
    return new Arriving(headers, bytes, wallMillis);
  }

  static void addLine(StringBuilder body, long millis, int group, int size) {
    body.append(millis).append(",group-").append(group).append(',').append(size).append('\n');
  }

  void add(Arriving event) {
    engine.add(event.headers, event.body, event.wallMillis);
  }

  /** Adds all of them, and ends a batch after so many events. */
  int addAll(List<Arriving> events, int eventsOfBatch) {
    int rows = 0;
    for (int i = 0; i < events.size(); i++) {
      add(events.get(i));
      if ((i + 1) % eventsOfBatch == 0 || i + 1 == events.size()) {
        rows += endBatch(events.get(i).wallMillis);
      }
    }
    return rows;
  }

  /** Ends a batch; returns how many rows were made, which nobody keeps. */
  int endBatch(long wallMillis) {
    engine.endBatch(wallMillis, Integer.MAX_VALUE);
    engine.tickAlerts(true, true);
    engine.record().reset();
    int rows = 0;
    for (OutboxRow row : engine.takeResults()) {
      rows += row == null ? 0 : 1;
    }
    return rows;
  }

  /** An event, and when it arrives. */
  static final class Arriving {
    private final Map<String, String> headers;
    private final byte[] body;
    private final long wallMillis;

    private Arriving(Map<String, String> headers, byte[] body, long wallMillis) {
      this.headers = headers;
      this.body = body;
      this.wallMillis = wallMillis;
    }
  }
}
