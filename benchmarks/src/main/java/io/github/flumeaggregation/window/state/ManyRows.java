package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.window.engine.Job;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Prints the longest commit of a sink with many groups in windows of a minute, each of which
 * becomes a row, and how long a start takes after that: with all rows acknowledged, and with as
 * many waiting as may. On the file system of the temporary folder. Not a JMH benchmark: run it by
 * its name, with the number of groups.
 */
public final class ManyRows {
  private static final int BATCH = 10_000;
  private static final int MINUTES = 3;
  private static final long WALL = 1_800_000_000_000L;
  private static final long FIRST = WALL - 86_400_000L;

  private final int groups;
  private final StateConfig config;
  private DurableEngine engine;
  private long offset;
  private long longestNanos;
  private long longestCpuNanos;
  private int rows;

  private ManyRows(int groups, File directory) {
    this.groups = groups;
    this.config = config(groups, directory);
    this.engine = DurableEngine.open(config, new Disk());
  }

  private static StateConfig config(int groups, File directory) {
    Map<String, String> settings = new HashMap<>();
    settings.put("node", "web1");
    settings.put("stateDir", directory.toString());
    settings.put("format", "delimited");
    settings.put("format.columns", "time, group, size");
    settings.put("format.timeField", "time");
    settings.put("format.timePattern", "epochMillis");
    settings.put("aggregations", "a");
    settings.put("aggregations.a.window", "tumbling 1m");
    settings.put("aggregations.a.groupBy", "group");
    settings.put("aggregations.a.compute", "count, sum(size), avg(size)");
    settings.put("aggregations.a.maxGroups", Integer.toString(groups));
    settings.put("allowedLateness", "0s");
    settings.put("maxPendingRows", "400000");
    settings.put("maxStateBytes", "3GiB"); // a bound, not the heap
    return new StateConfig(Job.of("w", settings), Settings.of("w", settings));
  }

  /** Takes the number of groups. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int groups = Integer.parseInt(args[0]);
    ManyRows many = new ManyRows(groups, Files.createTempDirectory("rows").toFile());
    for (int minute = 0; minute < MINUTES; minute++) {
      many.minute(minute, true);
    }
    many.drain();
    System.out.printf(
        Locale.ROOT,
        "%d rows; longest commit %d ms, %d ms of CPU%n",
        many.rows,
        many.longestNanos / 1_000_000,
        many.longestCpuNanos / 1_000_000);
    many.restart("all acknowledged");
    many.minute(MINUTES, false);
    many.restart("as many as may waiting, from the log");
    many.restart("the same, from the snapshot");
    many.engine.close();
  }

  private void restart(String what) {
    engine.close();
    long start = cpuNanos();
    engine = DurableEngine.open(config, new Disk());
    System.out.printf(
        Locale.ROOT,
        "start with %d rows: %d ms to read, %d ms of CPU with the new snapshot (%s)%n",
        engine.outbox().size(),
        engine.recoveryMillis(),
        (cpuNanos() - start) / 1_000_000,
        what);
  }

  /** A line of each group, and before the first of them the window before closes. */
  private void minute(int minute, boolean drains) throws InterruptedException {
    for (int from = 0; from < groups; from += BATCH) {
      StringBuilder lines = new StringBuilder();
      for (int i = from; i < from + BATCH; i++) {
        lines.append(FIRST + minute * 60_000L + 10_000 + i % 40_000).append(",customer-");
        lines.append(i * 7919L % groups).append(',').append(i % 1_000).append('\n');
      }
      commit(lines.toString());
      while (drains && engine.hasResultsLeft()) {
        drain();
        commit("");
      }
    }
  }

  private void commit(String lines) {
    byte[] body = lines.getBytes(StandardCharsets.US_ASCII);
    long start = System.nanoTime();
    long startCpu = cpuNanos();
    if (body.length > 0) {
      Map<String, String> headers = new HashMap<>();
      headers.put("tail.file", "web1:1:2:3");
      headers.put("tail.offset", Long.toString(offset));
      headers.put("tail.length", Integer.toString(body.length));
      headers.put("tail.lines", Integer.toString(BATCH));
      offset += body.length;
      engine.add(headers, body, WALL);
    }
    engine.commit(WALL);
    longestNanos = Math.max(longestNanos, System.nanoTime() - start);
    longestCpuNanos = Math.max(longestCpuNanos, cpuNanos() - startCpu);
  }

  private void drain() throws InterruptedException {
    while (engine.outbox().size() > 0) {
      int count = engine.outbox().peek(1_000, 0).size();
      rows += count;
      engine.outbox().acknowledge(count);
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
