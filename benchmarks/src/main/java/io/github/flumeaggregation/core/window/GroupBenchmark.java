package io.github.flumeaggregation.core.window;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What it costs to find the group of a line among many, in random order. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class GroupBenchmark {
  private static final int LINES = 1_600;

  /** Number of groups. */
  @Param({"1000", "100000", "1000000"})
  public int groups;

  private BenchmarkLines lines = new BenchmarkLines(1);
  private GroupTable table = table();
  private final GroupKey[] keys = new GroupKey[GroupTable.TOGETHER];
  private final int[] rows = new int[GroupTable.TOGETHER];

  private static GroupTable table() {
    return new GroupTable(BenchmarkLines.aggregation("count").aggregates(), Integer.MAX_VALUE);
  }

  /** Fills the table. */
  @Setup
  public void setUp() {
    Arrays.setAll(keys, i -> new GroupKey(0));
    lines = new BenchmarkLines(groups);
    table = table();
    for (int i = 0; i < groups; i++) {
      keys[0].read(lines.of(i));
      table.row(keys[0]);
    }
  }

  /** Makes the line and its key, which is the same work as in the others. */
  @Benchmark
  @OperationsPerInvocation(LINES)
  public void lineAlone(Blackhole blackhole) {
    for (int i = 0; i < LINES; i++) {
      keys[0].read(lines.next(0));
      blackhole.consume(keys[0].hash());
    }
  }

  /** Finds the rows of one line after the other. */
  @Benchmark
  @OperationsPerInvocation(LINES)
  public void find(Blackhole blackhole) {
    for (int i = 0; i < LINES; i++) {
      keys[0].read(lines.next(0));
      blackhole.consume(table.find(keys[0]));
    }
  }

  /** Finds the rows of some lines together. */
  @Benchmark
  @OperationsPerInvocation(LINES)
  public void findTogether(Blackhole blackhole) {
    for (int i = 0; i < LINES; i += GroupTable.TOGETHER) {
      for (int k = 0; k < GroupTable.TOGETHER; k++) {
        keys[k].read(lines.next(0));
      }
      table.keys().prefetch(keys, GroupTable.TOGETHER, rows);
      for (GroupKey key : keys) {
        blackhole.consume(table.find(key));
      }
    }
  }

  /** Finds the rows of some lines together, and counts the lines there. */
  @Benchmark
  @OperationsPerInvocation(LINES)
  public void addTogether() {
    for (int i = 0; i < LINES; i += GroupTable.TOGETHER) {
      lines.addTo(table, 0);
    }
  }
}
