package io.github.flumeaggregation.window.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one late line costs that lies in {@link #steps} sliding windows, which have all closed: each
 * is emitted again, with a row and its books.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LateLineBenchmark {
  private static final long WALL = 1_800_000_000_000L;
  private static final long STEP_MILLIS = 1_000;

  @Param({"30", "300", "3000"})
  public int steps;

  private WindowEngine engine = new WindowEngine(job(1));
  private long newest;

  private static Job job(int steps) {
    Map<String, String> settings = new HashMap<>();
    settings.put("node", "web1");
    settings.put("format", "delimited");
    settings.put("format.columns", "time, size");
    settings.put("format.timeField", "time");
    settings.put("format.timePattern", "epochMillis");
    settings.put("aggregations", "a");
    settings.put("aggregations.a.window", "sliding " + steps + "s every 1s");
    settings.put("aggregations.a.compute", "count, sum(size), max(size)");
    settings.put("allowedLateness", "10d");
    return Job.of("w", settings);
  }

  /** A line for each step of three windows' length. */
  @Setup
  public void fill() {
    engine = new WindowEngine(job(steps));
    newest = WALL - STEP_MILLIS;
    for (long time = WALL - 3L * steps * STEP_MILLIS; time <= newest; time += STEP_MILLIS) {
      add(time);
    }
  }

  /** The line, and the rows of all windows that it changes. */
  @Benchmark
  public int lateLine() {
    return add(newest - 2L * steps * STEP_MILLIS);
  }

  private int add(long time) {
    byte[] body = (time + ",1\n").getBytes(StandardCharsets.US_ASCII);
    engine.add(Collections.emptyMap(), body, WALL);
    engine.endBatch(WALL, Integer.MAX_VALUE);
    engine.record().reset();
    return new ArrayList<>(engine.takeResults()).size(); // which makes them
  }
}
