package io.github.flumeaggregation.core.window;

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

/**
 * What a line costs a sliding window of 600 slices, from its group to where it has entered the
 * totals and left them. With 100,000 groups, nearly each line of a slice is of another one; there
 * are then some six million states in memory.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class SlidingBenchmark {
  private static final int SLICES = 600;

  /** In each slice: ten thousand lines a second. */
  private static final int LINES = 10_000;

  private static final long SLICE_MILLIS = 1_000;

  /** What is computed. */
  @Param({"count, sum(size), avg(size), stddev(size)", "count, min(size), p99(size)"})
  public String compute = "count";

  /** Number of groups; lines are of any of them at random. */
  @Param({"1000", "100000"})
  public int groups;

  private BenchmarkLines lines = new BenchmarkLines(1);
  private Aggregation aggregation = BenchmarkLines.aggregation("count");
  private SlidingTotals totals = new SlidingTotals(aggregation.aggregates(), false);
  private long start;

  /** Fills the window. */
  @Setup
  public void setUp() {
    lines = new BenchmarkLines(groups);
    aggregation = BenchmarkLines.aggregation(compute);
    totals = new SlidingTotals(aggregation.aggregates(), false);
    for (int i = 0; i < SLICES; i++) {
      slice();
    }
  }

  /** The next slice of the log: its lines go into their groups, and it into the totals. */
  private void slice() {
    GroupTable groupTable = aggregation.newGroups();
    TimeSlice slice = new TimeSlice(start, start + SLICE_MILLIS, groupTable);
    for (int i = 0; i < LINES; i += GroupTable.TOGETHER) {
      lines.addTo(groupTable, start);
    }
    totals.enter(slice);
    start += SLICE_MILLIS;
  }

  /** A line, all in but the writing of the log and of the rows. */
  @Benchmark
  @OperationsPerInvocation(LINES)
  public void line() {
    slice();
    totals.leave();
  }
}
