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
import org.openjdk.jmh.infra.Blackhole;

/** What it costs to find the group of a line among many, in random order. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class GroupBenchmark {
  private static final int LINES = 10_000;

  /** Number of groups. */
  @Param({"1000", "100000", "1000000"})
  public int groups;

  private BenchmarkLines lines = new BenchmarkLines(1);
  private GroupTable table = table();
  private final GroupKey key = new GroupKey(0);

  private static GroupTable table() {
    return new GroupTable(BenchmarkLines.aggregation("count").aggregates(), Integer.MAX_VALUE);
  }

  /** Fills the table. */
  @Setup
  public void setUp() {
    lines = new BenchmarkLines(groups);
    table = table();
    for (int i = 0; i < groups; i++) {
      key.read(lines.of(i, 0));
      table.row(key);
    }
  }

  /** Makes the line, which is the same work as in {@link #find}. */
  @Benchmark
  @OperationsPerInvocation(LINES)
  public void lineAlone(Blackhole blackhole) {
    for (int i = 0; i < LINES; i++) {
      blackhole.consume(lines.next(0));
    }
  }

  /** Makes the line, its key, and finds its row. */
  @Benchmark
  @OperationsPerInvocation(LINES)
  public void find(Blackhole blackhole) {
    for (int i = 0; i < LINES; i++) {
      key.read(lines.next(0));
      blackhole.consume(table.find(key));
    }
  }
}
