package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.record.Record;
import java.util.Locale;

/**
 * Prints how much heap a group takes in one slice of a window: a million groups, keys of 16 bytes,
 * ten lines in each; then what many windows of fewer groups take together. Not a JMH benchmark: run
 * it by its name, with {@code -Xmx8g}.
 */
public final class GroupMemory {
  private static final int GROUPS = 1_000_000;
  private static final int LINES_PER_GROUP = 10;
  private static final String[] COMPUTED = {
    "count",
    "count, sum(size), avg(size)",
    "count, sum(size), avg(size), min(size), max(size), stddev(size)",
    "count, p99(size)",
    "count, distinct(size)"
  };

  /** An hour and a day of windows of one minute. */
  private static final int[] WINDOWS = {60, 1440};

  private static final int[] GROUPS_IN_EACH = {1, 10, 100, 1000};

  private GroupMemory() {}

  /** Takes no arguments. */
  public static void main(String[] args) {
    BenchmarkLines lines = new BenchmarkLines(GROUPS);
    for (String compute : COMPUTED) {
      long before = usedBytes();
      GroupTable table = filled(compute, lines, GROUPS);
      long bytes = usedBytes() - before;
      System.out.printf(Locale.ROOT, "%5d bytes a group: %s%n", bytes / table.size(), compute);
    }
    for (int windows : WINDOWS) {
      for (int groups : GROUPS_IN_EACH) {
        printWindows(windows, groups, lines);
      }
    }
  }

  private static void printWindows(int windows, int groups, BenchmarkLines lines) {
    long before = usedBytes();
    GroupTable[] tables = new GroupTable[windows];
    for (int i = 0; i < windows; i++) {
      tables[i] = filled(COMPUTED[1], lines, groups);
    }
    long kib = (usedBytes() - before) >> 10;
    System.out.printf(
        Locale.ROOT, "%7d KiB: %d windows of %d groups%n", kib, tables.length, groups);
  }

  private static GroupTable filled(String compute, BenchmarkLines lines, int groups) {
    GroupTable table =
        new GroupTable(BenchmarkLines.aggregation(compute).aggregates(), Integer.MAX_VALUE);
    GroupKey key = new GroupKey(0);
    for (int group = 0; group < groups; group++) {
      for (int i = 0; i < LINES_PER_GROUP; i++) {
        Record line = lines.of(group);
        key.read(line);
        table.addUnlimited(key, line);
      }
    }
    return table;
  }

  private static long usedBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
