package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Prints what an open session takes in memory and what a line costs, with 100,000 groups that each
 * have one open session: lines of random groups, in batches of a thousand. Not a JMH benchmark: run
 * it by its name.
 */
public final class SessionCost {
  private static final int GROUPS = 100_000;
  private static final int BATCH = 1_000;
  private static final int BATCHES = 300;
  private static final int ROUNDS = 20;
  private static final long MILLIS_PER_BATCH = 100;
  private static final String[] COMPUTED = {
    "count", "count, sum(size), avg(size)", "count, sum(size), min(size), max(size), p99(size)"
  };

  private final BenchmarkLines lines = new BenchmarkLines(GROUPS);
  private final WindowOperator operator;
  private final StagedLines staged;
  private final ByteWriter log = new ByteWriter();
  private long timeMillis = 1_800_000_000_000L;

  private SessionCost(String compute) {
    operator =
        new SessionWindows(1_800_000, 86_400_000).newOperator(BenchmarkLines.aggregation(compute));
    staged = operator.newStagedLines();
  }

  /** Takes no arguments. */
  public static void main(String[] args) {
    for (String compute : COMPUTED) {
      print(compute);
    }
  }

  private static void print(String compute) {
    SessionCost cost = new SessionCost(compute);
    long before = usedBytes();
    for (int batch = 0; batch < 12 * GROUPS / BATCH; batch++) {
      cost.batch();
    }
    long bytes = usedBytes() - before;
    long sessions = cost.operator.groups();
    long told = cost.operator.bytesHeld();
    long best = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      best = Math.min(best, cost.cpuNanosOfRound());
    }
    System.out.printf(
        Locale.ROOT,
        "%d sessions, %d bytes each (it says %d), %d ns a line: %s%n",
        sessions,
        bytes / sessions,
        told / sessions,
        best / BATCH / BATCHES,
        compute);
  }

  private long cpuNanosOfRound() {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (int batch = 0; batch < BATCHES; batch++) {
      batch();
    }
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
  }

  /** Takes a batch, as the sink does. Each group has lines so often that no session ends. */
  private void batch() {
    timeMillis += MILLIS_PER_BATCH;
    for (int i = 0; i < BATCH; i++) {
      staged.add(lines.next(timeMillis));
      staged.releaseRecords();
    }
    staged.flush(log);
    log.reset();
    if (operator.isDue(timeMillis, true)) {
      throw new IllegalStateException("a session has ended");
    }
  }

  private static long usedBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
