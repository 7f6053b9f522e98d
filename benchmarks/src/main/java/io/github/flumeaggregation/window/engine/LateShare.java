package io.github.flumeaggregation.window.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * What a line costs when some come late: {@code sliding 5m every 10s} of a hundred groups, a
 * thousand lines to the second of the log's time and of the clock, in batches of a hundred; late
 * lines are so by up to ten minutes. CPU time of the thread, rows made included, the least of some
 * rounds.
 */
public final class LateShare {
  private static final long WALL = 1_800_000_000_000L;
  private static final int BATCH = 100;
  private static final int GROUPS = 100;
  private static final int MOST_LATE_MILLIS = 600_000;
  private static final int ROUND_LINES = 200_000;
  private static final int ROUNDS = 6;

  /** So that there are ten minutes before the first late line. */
  private static final int FIRST_LINES = 900_000;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final WindowEngine engine;
  private double lateShare;
  private final Random random = new Random(1);
  private final StringBuilder body = new StringBuilder();
  private long millis = WALL;
  private long rows;

  private LateShare(String reviseEvery) {
    this.engine = new WindowEngine(job(reviseEvery));
  }

  /** Late shares in percent; those of the issue if there are none. */
  public static void main(String[] shares) {
    System.out.println("late   reviseEvery   CPU for a line   rows for a line");
    for (String share : shares.length > 0 ? shares : new String[] {"0", "1", "10", "50"}) {
      for (String reviseEvery : new String[] {"0s", "10s"}) {
        System.out.println(measured(Double.parseDouble(share), reviseEvery));
      }
    }
  }

  private static String measured(double percent, String reviseEvery) {
    LateShare late = new LateShare(reviseEvery);
    late.take(FIRST_LINES);
    late.lateShare = percent / 100;
    late.take(ROUND_LINES);
    late.rows = 0;
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      late.take(ROUND_LINES);
      least = Math.min(least, THREADS.getCurrentThreadCpuTime() - start);
    }
    return String.format(
        Locale.ROOT,
        "%3.0f%%   %-11s   %6.2f µs        %6.3f",
        percent,
        reviseEvery,
        least / 1e3 / ROUND_LINES,
        (double) late.rows / ROUNDS / ROUND_LINES);
  }

  private void take(int lines) {
    for (int i = 0; i < lines; i += BATCH) {
      batch();
    }
  }

  private void batch() {
    body.setLength(0);
    for (int i = 0; i < BATCH; i++) {
      millis++;
      boolean late = random.nextDouble() < lateShare;
      long time = late ? millis - random.nextInt(MOST_LATE_MILLIS) : millis;
      body.append(time).append(",g").append(random.nextInt(GROUPS)).append(',');
      body.append(random.nextInt(1_000)).append('\n');
    }
    Map<String, String> headers =
        Collections.singletonMap("tail.lines", Integer.toString(Integer.MAX_VALUE));
    engine.add(headers, body.toString().getBytes(StandardCharsets.US_ASCII), millis);
    engine.endBatch(millis, Integer.MAX_VALUE);
    engine.record().reset();
    rows += new ArrayList<>(engine.takeResults()).size(); // which makes them
  }

  private static Job job(String reviseEvery) {
    Map<String, String> settings = new HashMap<>();
    settings.put("node", "web1");
    settings.put("format", "delimited");
    settings.put("format.columns", "time, group, size");
    settings.put("format.timeField", "time");
    settings.put("format.timePattern", "epochMillis");
    settings.put("aggregations", "a");
    settings.put("aggregations.a.window", "sliding 5m every 10s");
    settings.put("aggregations.a.groupBy", "group");
    settings.put("aggregations.a.compute", "count, sum(size), max(size)");
    settings.put("reviseEvery", reviseEvery);
    return Job.of("w", settings);
  }
}
