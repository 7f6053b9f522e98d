package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.record.Record;
import java.util.ArrayList;
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
 * What it costs to emit a sliding window of ten thousand groups, for each row: it must not depend
 * on how many slices the window has.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EmissionBenchmark {
  private static final int GROUPS = 10_000;
  private static final int LINES = 600_000;

  /** Number of slices in the window; the lines are the same ones. */
  @Param({"60", "600", "6000"})
  public int slices;

  private Aggregation aggregation = BenchmarkLines.aggregation("count");
  private SliceLog log = new SliceLog(aggregation, new FixedWindows(1, 1));
  private CurrentWindow window = new CurrentWindow(aggregation, false, log);

  /** Fills the window. */
  @Setup
  public void setUp() {
    aggregation = BenchmarkLines.aggregation("count, sum(size), avg(size), stddev(size)");
    log = new SliceLog(aggregation, new FixedWindows(slices, 1));
    window = new CurrentWindow(aggregation, false, log);
    BenchmarkLines lines = new BenchmarkLines(GROUPS);
    GroupKey key = new GroupKey(0);
    for (int i = 0; i < slices; i++) {
      GroupTable groups = log.create(i).groups;
      for (int k = 0; k < LINES / slices; k++) {
        Record line = lines.next(i);
        key.read(line);
        groups.addUnlimited(key, line);
      }
    }
  }

  /** A row of the window. */
  @Benchmark
  @OperationsPerInvocation(GROUPS)
  public Object row() {
    return new ArrayList<>(new WindowEmission(aggregation, window.moveTo(0, slices), slices).all());
  }
}
