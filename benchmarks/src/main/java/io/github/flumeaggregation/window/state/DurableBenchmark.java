package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.window.engine.Job;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The durable state, on the file system of the temporary folder ({@code -Djava.io.tmpdir}): how
 * long a commit takes that changes a thousand groups, and how long a million groups take to be read
 * back.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DurableBenchmark {
  private static final int CHANGED_GROUPS = 1_000;
  private static final int GROUPS = 1_000_000;
  private static final int BATCH = 10_000;
  private static final long WALL = 1_800_000_000_000L;

  private final byte[] body = block(0, CHANGED_GROUPS);
  private final File directory;
  private final StateConfig large;
  private final DurableEngine engine;
  private long offset;

  /** Makes a state of a million groups, and an empty one. */
  public DurableBenchmark() {
    try {
      directory = Files.createTempDirectory("durable").toFile();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    large = config(directory, "large");
    try (DurableEngine filled = DurableEngine.open(large, new Disk())) {
      for (int from = 0; from < GROUPS; from += BATCH) {
        commit(filled, block(from, from + BATCH), BATCH);
      }
    }
    engine = DurableEngine.open(config(directory, "small"), new Disk());
  }

  private static StateConfig config(File directory, String name) {
    Map<String, String> settings = new HashMap<>();
    settings.put("node", "web1");
    settings.put("stateDir", new File(directory, name).toString());
    settings.put("format", "delimited");
    settings.put("format.columns", "time, group, size");
    settings.put("format.timeField", "time");
    settings.put("format.timePattern", "epochSeconds");
    settings.put("aggregations", "a");
    settings.put("aggregations.a.window", "tumbling 1d");
    settings.put("aggregations.a.groupBy", "group");
    settings.put("aggregations.a.compute", "count, sum(size), max(size)");
    settings.put("aggregations.a.maxGroups", Integer.toString(GROUPS));
    return new StateConfig(Job.of("w", settings), Settings.of("w", settings));
  }

  private static byte[] block(int from, int to) {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < to; i++) {
      lines.append("1799900000,customer-").append(i).append(',').append(i % 1_000).append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private void commit(DurableEngine to, byte[] lines, int count) {
    Map<String, String> headers = new HashMap<>();
    headers.put("tail.file", "web1:1:2:3");
    headers.put("tail.offset", Long.toString(offset));
    headers.put("tail.length", Integer.toString(lines.length));
    headers.put("tail.lines", Integer.toString(count));
    offset += lines.length;
    to.add(headers, lines, WALL);
    to.commit(WALL);
  }

  /** Deletes them. */
  @TearDown
  public void tearDown() throws IOException {
    engine.close();
    try (Stream<Path> files = Files.walk(directory.toPath())) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  /** A batch of a line for each of a thousand groups: parsed, aggregated, forced to the disk. */
  @Benchmark
  public void commitOfAThousandGroups() {
    commit(engine, body, CHANGED_GROUPS);
  }

  /** Opens the state of a million groups; closing it is in this as well. */
  @Benchmark
  public void recoveryOfAMillionGroups() {
    DurableEngine.open(large, new Disk()).close();
  }
}
