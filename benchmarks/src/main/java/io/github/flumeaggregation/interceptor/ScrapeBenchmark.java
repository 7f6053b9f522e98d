package io.github.flumeaggregation.interceptor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flume.Event;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A reading of all values of 10,000 groups, and what a source waits for it: one thread sends
 * batches of 100 events, the other reads without a pause. The largest time of {@code send} less
 * that of {@code sendAlone} is what reading adds to a batch; the machine's pauses are in both.
 */
@State(Scope.Group)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx2g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ScrapeBenchmark {
  private static final int GROUPS = 10_000;

  /** What is computed. */
  @Param({"count, sum(bytes), avg(duration), max(duration)", "count, p50(duration), p99(duration)"})
  public String compute = "count";

  /** The window; none for all lines. */
  @Param({"sliding 1h", ""})
  public String window = "";

  private AggregationInterceptor interceptor =
      EventStream.interceptor("aggregations.t.compute", "count");
  private EventStream events = new EventStream(1_000, GROUPS, 0);

  /** Fills an hour. */
  @Setup
  public void setUp() {
    interceptor =
        EventStream.interceptor(
            "aggregations.t.compute",
            compute,
            "aggregations.t.groupBy",
            "path",
            "aggregations.t.maxGroups",
            "10000",
            "aggregations.t.window",
            window);
    events = new EventStream(100, GROUPS, 0);
    for (int i = 0; i < 3_600; i++) {
      interceptor.intercept(events.next());
    }
  }

  /** Makes a batch, which is not measured. */
  @State(Scope.Thread)
  public static class Batch {
    private List<Event> events = new ArrayList<>();

    /** Before each call. */
    @Setup(Level.Invocation)
    public void make(ScrapeBenchmark benchmark) {
      events = benchmark.events.next();
    }
  }

  /** A batch while values are read. */
  @Benchmark
  @Group("read")
  public List<Event> send(Batch next) {
    return interceptor.intercept(next.events);
  }

  /** All values. */
  @Benchmark
  @Group("read")
  public Object values() {
    return new PublishedAttributes(interceptor.values());
  }

  /** A batch alone. */
  @Benchmark
  @Group("alone")
  public List<Event> sendAlone(Batch next) {
    return interceptor.intercept(next.events);
  }
}
