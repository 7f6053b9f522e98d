package io.github.flumeaggregation.window;

import com.sun.management.ThreadMXBean;
import io.github.flumeaggregation.window.engine.Job;
import io.github.flumeaggregation.window.engine.WindowEngine;
import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.state.Outbox;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flume.Event;

/**
 * Prints what a row costs from the line that closes its window until it is an event for a channel,
 * in CPU time and in garbage: 100,000 groups of client and path in windows of a minute. Not a JMH
 * benchmark: run it by its name.
 */
public final class RowCost {
  private static final int GROUPS = 100_000;
  private static final int BATCH = 1_000;
  private static final int WARM_UP = 8;
  private static final int ROUNDS = 12;
  private static final long WALL = 1_800_000_000_000L;
  private static final long MINUTE = 60_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final WindowEngine engine = new WindowEngine(job());
  private final Outbox outbox = new Outbox(Integer.MAX_VALUE, Long.MAX_VALUE, 0, this::removed);
  private long minute = WALL / MINUTE - 10_000;
  private long bodyBytes;

  private RowCost() {}

  private static Job job() {
    Map<String, String> settings = new HashMap<>();
    settings.put("node", "web1");
    settings.put("format", "delimited");
    settings.put("format.columns", "time, client, path, size");
    settings.put("format.timeField", "time");
    settings.put("format.timePattern", "epochMillis");
    settings.put("aggregations", "traffic");
    settings.put("aggregations.traffic.window", "tumbling 1m");
    settings.put("aggregations.traffic.groupBy", "client, path");
    settings.put("aggregations.traffic.compute", "count, sum(size), avg(size)");
    settings.put("aggregations.traffic.maxGroups", "1000000");
    settings.put("allowedLateness", "0s");
    settings.put("maxStateBytes", "8GiB");
    return Job.of("w", settings);
  }

  /** Takes no arguments. */
  public static void main(String[] args) throws InterruptedException {
    RowCost cost = new RowCost();
    Cost closing = new Cost("closing");
    Cost delivering = new Cost("delivering");
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      cost.fill();
      closing.begin();
      List<OutboxRow> rows = cost.close();
      closing.end(round >= 0, rows.size());
      delivering.begin();
      cost.deliver(rows.size());
      delivering.end(round >= 0, rows.size());
    }
    closing.print();
    delivering.print();
    System.out.printf(
        Locale.ROOT, "a body has %d bytes%n", cost.bodyBytes / (WARM_UP + ROUNDS) / GROUPS);
  }

  /** Two lines for each group. */
  private void fill() {
    minute++;
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 2 * GROUPS; i++) {
      int group = (int) (i * 7919L % GROUPS);
      lines.append(minute * MINUTE + i % MINUTE).append(",10.0.").append(group % 251);
      lines.append('.').append(group % 199).append(",/articles/").append(group).append(',');
      lines.append(i % 9_973).append('\n');
      if (i % BATCH == BATCH - 1) {
        add(lines.toString());
        lines.setLength(0);
      }
    }
  }

  private void add(String lines) {
    byte[] body = lines.getBytes(StandardCharsets.US_ASCII);
    engine.add(
        Collections.singletonMap("tail.lines", Integer.toString(Integer.MAX_VALUE)), body, WALL);
    engine.endBatch(WALL, Integer.MAX_VALUE);
    engine.record().reset();
    if (engine.hasResultsLeft()) {
      outbox.add(engine.takeResults());
    }
  }

  /** One line, by which the window closes, and its rows in the outbox. */
  private List<OutboxRow> close() {
    byte[] body = ((minute + 1) * MINUTE + 10_000 + ",c,p,1\n").getBytes(StandardCharsets.US_ASCII);
    engine.add(Collections.emptyMap(), body, WALL);
    engine.endBatch(WALL, Integer.MAX_VALUE);
    engine.record().reset();
    List<OutboxRow> rows = engine.takeResults();
    outbox.add(rows);
    return rows;
  }

  /** What the result source does with them, up to the put. */
  private void deliver(int count) throws InterruptedException {
    for (int left = count; left > 0; ) {
      List<OutboxRow> rows = outbox.peek(BATCH, 0);
      List<Event> events = new ArrayList<>(rows.size());
      for (OutboxRow row : rows) {
        events.add(WindowResultSource.event(row));
      }
      for (Event event : events) {
        bodyBytes += event.getBody().length;
      }
      outbox.acknowledge(rows.size());
      left -= rows.size();
    }
  }

  private void removed(int count) {
    outbox.remove(count);
  }

  /** The least CPU time and garbage of the rounds, for a row. */
  private static final class Cost {
    private final String what;
    private double nanos = Double.MAX_VALUE;
    private double bytes = Double.MAX_VALUE;
    private long startNanos;
    private long startBytes;

    Cost(String what) {
      this.what = what;
    }

    void begin() {
      startBytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
      startNanos = THREADS.getCurrentThreadCpuTime();
    }

    void end(boolean counts, int rows) {
      long took = THREADS.getCurrentThreadCpuTime() - startNanos;
      long made = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - startBytes;
      if (counts) {
        nanos = Math.min(nanos, (double) took / rows);
        bytes = Math.min(bytes, (double) made / rows);
      }
    }

    void print() {
      System.out.printf(Locale.ROOT, "%s: %.0f ns, %.0f bytes a row%n", what, nanos, bytes);
    }
  }
}
