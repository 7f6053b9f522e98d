package io.github.flumeaggregation.window.engine;

import java.nio.charset.StandardCharsets;
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
 * What an event of one line, and a moment without any, cost among many files, of which one is ten
 * minutes behind the others.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ManyFilesBenchmark {
  private static final long WALL = 1_800_000_000_000L;
  private static final long BEHIND_MILLIS = 600_000;
  private static final int EVENTS_OF_A_BATCH = 100;

  @Param({"100", "10000", "100000"})
  public int files;

  private final WindowEngine engine = new WindowEngine(job());
  private long events;
  private long[] offsets = {};

  private static Job job() {
    Map<String, String> settings = new HashMap<>();
    settings.put("node", "web1");
    settings.put("format", "delimited");
    settings.put("format.columns", "time, size");
    settings.put("format.timeField", "time");
    settings.put("format.timePattern", "epochMillis");
    settings.put("aggregations", "a");
    settings.put("aggregations.a.window", "sliding 5m every 10s");
    settings.put("aggregations.a.compute", "count, sum(size)");
    settings.put("allowedLateness", "1h");
    return Job.of("w", settings);
  }

  /** A line of each file. */
  @Setup
  public void fill() {
    offsets = new long[files];
    for (int i = 0; i < files; i++) {
      eventOfTheNextFile();
    }
  }

  /** An event of one file after the other; each hundredth ends a batch. */
  @Benchmark
  public void eventOfTheNextFile() {
    int file = (int) (events % files);
    add(file, file == 0 ? BEHIND_MILLIS : 0);
  }

  /** An event of the file that is behind. */
  @Benchmark
  public void eventOfTheSlowestFile() {
    add(0, BEHIND_MILLIS);
  }

  private void add(int file, long behindMillis) {
    events++;
    long wall = WALL + events / 1_000;
    byte[] body = ((wall - behindMillis) + ",1\n").getBytes(StandardCharsets.US_ASCII);
    Map<String, String> headers = new HashMap<>();
    headers.put("tail.file", "web1:1:" + file + ":3");
    headers.put("tail.offset", Long.toString(offsets[file]));
    headers.put("tail.length", Integer.toString(body.length));
    headers.put("tail.readAt", Long.toString(wall));
    offsets[file] += body.length;
    engine.add(headers, body, wall);
    if (events % EVENTS_OF_A_BATCH == 0) {
      endBatch();
    }
  }

  /** A moment in which nothing has come, of which there are twenty a second. */
  @Benchmark
  public int endBatch() {
    engine.endBatch(WALL + events / 1_000, Integer.MAX_VALUE);
    int length = engine.record().length();
    engine.record().reset();
    engine.takeResults();
    return length;
  }
}
