package io.github.flumeaggregation.benchmarks;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.expression.Condition;
import io.github.flumeaggregation.core.expression.Conditions;
import io.github.flumeaggregation.core.format.Format;
import io.github.flumeaggregation.core.format.Formats;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.Record;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * What it costs to parse one of a thousand different lines of 228 bytes and to read four of its
 * fields; and, beside it, to find that the line ends, which is what {@code wc -l} does.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(FormatBenchmark.LINES)
public class FormatBenchmark {
  static final int LINES = 1_000;
  private static final int LINE_LENGTH = 228;
  private static final Map<String, String> NO_HEADERS = Collections.emptyMap();

  /** The format, and how its lines are written. */
  @Param({"combined", "vcombined", "nginx", "regex", "json", "logfmt", "ltsv", "delimited", "w3c"})
  public String format = "combined";

  private final int[] fields = new int[4];
  private final byte[] body = new byte[LINES * LINE_LENGTH];
  private Format parser = Formats.read(Settings.of("benchmark", NO_HEADERS));
  private Record record = parser.newRecord();
  private final Record[] records = new Record[LINES];
  private Condition where = any -> true;

  /** Makes the lines and the parser. */
  @Setup(Level.Trial)
  public void setUp() {
    BenchmarkLog log = new BenchmarkLog(format);
    Map<String, String> settings = log.settings();
    parser = Formats.read(Settings.of("benchmark", settings));
    Fields names = parser.fields();
    fields[0] = names.index("method");
    fields[1] = names.index("path");
    fields[2] = names.index("status");
    fields[3] = names.index("bytes");
    where =
        Conditions.compile("status >= 200 and bytes > 1000 and path startsWith \"/blog\"", names);
    record = parser.newRecord();
    byte[] header = log.header().getBytes(StandardCharsets.US_ASCII);
    parser.parse(header, 0, header.length, NO_HEADERS, record);
    Random random = new Random(1);
    for (int i = 0; i < LINES; i++) {
      byte[] line = log.line(random, LINE_LENGTH);
      System.arraycopy(line, 0, body, i * LINE_LENGTH, LINE_LENGTH);
      records[i] = parser.newRecord();
      if (!parser.parse(line, 0, LINE_LENGTH - 1, NO_HEADERS, records[i])) {
        throw new IllegalStateException("the line is not of the format: " + parser.takeRemarks());
      }
    }
  }

  /** Parses, and reads two texts and two numbers. */
  @Benchmark
  public void parse(Blackhole blackhole) {
    for (int i = 0; i < LINES; i++) {
      int from = i * LINE_LENGTH;
      blackhole.consume(parser.parse(body, from, from + LINE_LENGTH - 1, NO_HEADERS, record));
      blackhole.consume(record.text(fields[0]));
      blackhole.consume(record.text(fields[1]));
      blackhole.consume(record.number(fields[2]));
      blackhole.consume(record.number(fields[3]));
    }
  }

  /** Parses alone: the fields are found, not read. */
  @Benchmark
  public void tokenize(Blackhole blackhole) {
    for (int i = 0; i < LINES; i++) {
      int from = i * LINE_LENGTH;
      blackhole.consume(parser.parse(body, from, from + LINE_LENGTH - 1, NO_HEADERS, record));
    }
  }

  /** Evaluates a condition with two comparisons and a prefix on one parsed line after the other. */
  @Benchmark
  public void where(Blackhole blackhole) {
    for (Record parsed : records) {
      blackhole.consume(where.test(parsed));
    }
  }

  /** Looks at each byte for a line feed: the machine's speed today. */
  @Benchmark
  public void countLineFeeds(Blackhole blackhole) {
    int lines = 0;
    for (byte b : body) {
      lines += b == '\n' ? 1 : 0;
    }
    blackhole.consume(lines);
  }
}
