package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.record.Record;
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
 * totals and left them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class SlidingBenchmark {
  private static final int SLICES = 600;
  private static final int LINES = 100_000;
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
  private final GroupKey key = new GroupKey(0);
  private long start;

  /** Fills the window. */
  @Setup
  public void setUp() {
    lines = new BenchmarkLines(groups);
    aggregation = BenchmarkLines.aggregation(compute);
    totals = new SlidingTotals(aggregation.aggregates(), false);
    for (int i = 0; i < SLICES; i++) {
      slice(LINES / 10);
    }
  }

  /** The next slice of the log: its lines go into their groups, and it into the totals. */
  private void slice(int count) {
    GroupTable groupTable = new GroupTable(aggregation.aggregates(), aggregation.maxGroups());
    TimeSlice slice = new TimeSlice(start, start + SLICE_MILLIS, groupTable);
    for (int i = 0; i < count; i++) {
      Record line = lines.next(start);
      key.read(line);
      groupTable.addUnlimited(key, line);
    }
    totals.enter(slice);
    start += SLICE_MILLIS;
  }

  /** A line, all in but the writing of the log and of the rows. */
  @Benchmark
  @OperationsPerInvocation(LINES)
  public void line() {
    slice(LINES);
    totals.leave();
  }
}
