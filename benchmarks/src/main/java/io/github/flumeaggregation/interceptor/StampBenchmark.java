package io.github.flumeaggregation.interceptor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flume.Event;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * What a column of a live aggregation costs an event of one line, stamped or not, by window and by
 * whether the lines come from two files that are far apart. Events come in batches of 100, at 1,000
 * lines a second of the log's time, in ten groups; making them is not measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class StampBenchmark {
  private static final int BATCHES = 500;

  /** What is computed. */
  @Param({"count", "sum(bytes)", "max(bytes)", "p99(duration)", "distinct(client)"})
  public String column = "count";

  /** The window; none for all lines. */
  @Param({"sliding 5m", ""})
  public String window = "";

  /** Values in headers. */
  @Param({"", "t"})
  public String stamp = "";

  /** By how much every other batch is behind. */
  @Param({"0", "200"})
  public int lagSeconds;

  private AggregationInterceptor interceptor =
      EventStream.interceptor("aggregations.t.compute", "count");
  private EventStream events = new EventStream(1_000, 10, 0);
  private final List<List<Event>> made = new ArrayList<>();
  private int at;

  /** Fills the window. */
  @Setup
  public void setUp() {
    interceptor =
        EventStream.interceptor(
            "aggregations.t.compute", column,
            "aggregations.t.groupBy", "path",
            "aggregations.t.window", window,
            "stamp", stamp);
    events = new EventStream(1_000, 10, lagSeconds);
    for (int i = 0; i < 4_000; i++) {
      interceptor.intercept(events.next());
    }
  }

  /** Makes the next batches; a source has to make them anyhow, so it is not measured. */
  @Setup(Level.Iteration)
  public void clear() {
    made.clear();
    at = 0;
  }

  /** See {@link #clear}. */
  @Setup(Level.Invocation)
  public void make() {
    if (at == made.size()) {
      made.clear();
      at = 0;
      for (int i = 0; i < BATCHES; i++) {
        made.add(events.next());
      }
    }
  }

  /** One event, of a batch of 100. */
  @Benchmark
  @OperationsPerInvocation(EventStream.BATCH)
  public List<Event> intercept() {
    return interceptor.intercept(made.get(at++));
  }
}
