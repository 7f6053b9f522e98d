package io.github.flumeaggregation.window.growth;

import io.github.flumeaggregation.window.engine.LineThreads;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * How many threads read the lines of a batch: what a line costs in time, and in CPU time of all of
 * them, with few groups and with many.
 */
final class ThreadsFactor implements Factor {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int FEW = 20;
  private static final int MANY = 100_000;
  private static final int LINES_OF_EVENT = 2_000;
  private static final int EVENTS_OF_BATCH = 8;
  private static final int EVENTS_OF_ROUND = 20 * EVENTS_OF_BATCH;
  private static final int LINES_OF_ROUND = EVENTS_OF_ROUND * LINES_OF_EVENT;

  @Override
  public String title() {
    return "Cost of a line by threads (20, 100,000 groups)";
  }

  @Override
  public String name() {
    return "threads";
  }

  @Override
  public double[] sizes() {
    return new double[] {1, 2, 4};
  }

  @Override
  public List<String> curves() {
    return Arrays.asList("few: CPU", "few: elapsed", "many: CPU", "many: elapsed");
  }

  @Override
  public double[] measure(double size, int rounds) {
    double[] few = measure((int) size, FEW, rounds);
    double[] many = measure((int) size, MANY, rounds);
    return new double[] {few[0], few[1], many[0], many[1]};
  }

  /** CPU time and time of a line. */
  private static double[] measure(int count, int groups, int rounds) {
    Load load = new Load("tumbling 1m");
    Random random = new Random(1);
    long cpu = Long.MAX_VALUE;
    long elapsed = Long.MAX_VALUE;
    try (LineThreads threads = new LineThreads("growth", count)) {
      load.useThreads(threads);
      for (int round = 0; round <= rounds; round++) {
        List<Load.Arriving> events = events(load, random, groups);
        long startCpu = cpuNanos();
        long start = System.nanoTime();
        load.addAll(events, EVENTS_OF_BATCH);
        if (round > 0) { // the first one makes the groups, and starts the threads
          elapsed = Math.min(elapsed, System.nanoTime() - start);
          cpu = Math.min(cpu, cpuNanos() - startCpu);
        }
      }
    }
    return new double[] {cpu / 1e3 / LINES_OF_ROUND, elapsed / 1e3 / LINES_OF_ROUND};
  }

  private static List<Load.Arriving> events(Load load, Random random, int groups) {
    List<Load.Arriving> events = new ArrayList<>();
    for (int event = 0; event < EVENTS_OF_ROUND; event++) {
      StringBuilder body = new StringBuilder();
      for (int i = 0; i < LINES_OF_EVENT; i++) {
        Load.addLine(body, Load.WALL + i, random.nextInt(groups), random.nextInt(1_000));
      }
      events.add(load.event("2", LINES_OF_EVENT, body, Load.WALL));
    }
    return events;
  }

  /** Of this thread and those that read lines with it. */
  private static long cpuNanos() {
    long nanos = THREADS.getCurrentThreadCpuTime();
    for (ThreadInfo info : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      if (info != null && info.getThreadName().startsWith("window-sink-growth-")) {
        nanos += Math.max(0, THREADS.getThreadCpuTime(info.getThreadId()));
      }
    }
    return nanos;
  }
}
