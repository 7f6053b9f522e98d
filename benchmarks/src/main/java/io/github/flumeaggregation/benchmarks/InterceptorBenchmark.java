package io.github.flumeaggregation.benchmarks;

import io.github.flumeaggregation.interceptor.AggregationInterceptor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flume.Context;
import org.apache.flume.Event;
import org.apache.flume.event.EventBuilder;
import org.apache.flume.interceptor.Interceptor;
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
 * What the interceptor adds to an event of one line in combined format: a counter, a sliding
 * average and two stamped fields. Events come in batches of 100, with positions as TailSource gives
 * them; the log has 1,000 lines a second of its own time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class InterceptorBenchmark {
  private static final int BATCH = 100;
  private static final int LINES_PER_SECOND = 1_000;
  private static final int LINES = 86_400;

  /** Values in headers; none, or the sliding average. */
  @Param({"", "latest.avg(bytes)"})
  public String stamp = "";

  /** Groups of the sliding average. */
  @Param({"", "status"})
  public String groupBy = "";

  private final List<byte[]> lines = new ArrayList<>();
  private final List<Event> batch = new ArrayList<>();
  private Interceptor interceptor = newInterceptor(new HashMap<>());
  private long madeLines;

  private static Interceptor newInterceptor(Map<String, String> settings) {
    AggregationInterceptor.Builder builder = new AggregationInterceptor.Builder();
    builder.configure(new Context(settings));
    return builder.build();
  }

  /** Makes the interceptor, and a day of log lines, one for each second. */
  @Setup
  public void setUp() {
    Map<String, String> settings = new HashMap<>();
    settings.put("fields", "status, path");
    settings.put("aggregations", "all latest");
    settings.put("aggregations.all.compute", "count");
    settings.put("aggregations.latest.window", "sliding 5m");
    settings.put("aggregations.latest.compute", "avg(bytes)");
    if (!groupBy.isEmpty()) {
      settings.put("aggregations.latest.groupBy", groupBy);
    }
    settings.put("stamp", stamp);
    interceptor = newInterceptor(settings);
    for (int second = 0; second < LINES; second++) {
      lines.add(line(second).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static String line(int second) {
    return String.format(
        Locale.ROOT,
        "192.0.2.%d - - [17/May/2015:%02d:%02d:%02d +0000] \"GET /blog/post-%d.html?page=2 HTTP/1.1\""
            + " %d %d \"http://www.example.com/\" \"Mozilla/5.0 (X11; Linux x86_64; rv:128.0)"
            + " Gecko/20100101 Firefox/128.0\"",
        second % 256,
        second / 3600,
        second / 60 % 60,
        second % 60,
        second % 50,
        second % 7 == 0 ? 404 : 200,
        second * 31 % 100_000);
  }

  /** The next batch of events; a source has to make them anyhow, so it is not measured. */
  @Setup(Level.Invocation)
  public void nextBatch() {
    batch.clear();
    for (int i = 0; i < BATCH; i++) {
      byte[] body = lines.get((int) (madeLines / LINES_PER_SECOND % LINES));
      Map<String, String> headers = new HashMap<>();
      headers.put("tail.file", "host-2049-1234567-0123456789abcdef");
      headers.put("tail.offset", Long.toString(madeLines * 256));
      headers.put("tail.length", "256");
      headers.put("tail.readAt", "1431857103000");
      batch.add(EventBuilder.withBody(body, headers));
      madeLines++;
    }
  }

  /** One event, of a batch of 100. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public List<Event> intercept() {
    return interceptor.intercept(batch);
  }
}
