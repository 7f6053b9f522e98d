package io.github.flumeaggregation.benchmarks;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.format.Format;
import io.github.flumeaggregation.core.format.Formats;
import io.github.flumeaggregation.core.record.Record;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What it costs to parse one line in combined format and to read two of its fields. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CombinedFormatBenchmark {
  private static final byte[] LINE =
      ("192.0.2.17 - - [17/May/2026:10:05:43 +0000] \"GET /blog/post-7.html?page=2 HTTP/1.1\" 200 "
              + "34300 \"http://www.example.com/\" \"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) "
              + "Gecko/20100101 Firefox/128.0\"")
          .getBytes(StandardCharsets.US_ASCII);
  private static final Map<String, String> NO_HEADERS = Collections.emptyMap();

  private final Format format = Formats.read(Settings.of("benchmark", NO_HEADERS));
  private final int status = format.fields().index("status");
  private final int bytes = format.fields().index("bytes");
  private final Record record = format.newRecord();

  /** One line; the black hole keeps the JVM from skipping the work. */
  @Benchmark
  public void parse(Blackhole blackhole) {
    blackhole.consume(format.parse(LINE, 0, LINE.length, NO_HEADERS, record));
    blackhole.consume(record.number(status));
    blackhole.consume(record.number(bytes));
  }
}
