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
import java.util.HashMap;
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
  private static final String NGINX =
      "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent"
          + " \"$http_referer\" \"$http_user_agent\" $request_time $upstream_response_time $pipe";

  /** The format, and what its lines have after the referer. */
  @Param({"combined", "nginx", "regex"})
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
    Map<String, String> settings = new HashMap<>();
    settings.put("format", format);
    if (format.equals("nginx")) {
      settings.put("format.pattern", NGINX);
    } else if (format.equals("regex")) {
      settings.put(
          "format.pattern",
          "^\\S+ \\S+ \\S+ \\[[^\\]]+\\] \"(?<method>[A-Z]+) (?<path>[^ ?]+)[^\"]*\""
              + " (?<status>[0-9]{3}) (?<bytes>[0-9]+)");
    }
    parser = Formats.read(Settings.of("benchmark", settings));
    Fields names = parser.fields();
    fields[0] = names.index("method");
    fields[1] = names.index("path");
    fields[2] = names.index("status");
    fields[3] = names.index("bytes");
    where =
        Conditions.compile("status >= 200 and bytes > 1000 and path startsWith \"/blog\"", names);
    record = parser.newRecord();
    Random random = new Random(1);
    for (int i = 0; i < LINES; i++) {
      byte[] line = line(random);
      System.arraycopy(line, 0, body, i * LINE_LENGTH, LINE_LENGTH);
      records[i] = parser.newRecord();
      parser.parse(line, 0, LINE_LENGTH - 1, NO_HEADERS, records[i]);
    }
  }

  private byte[] line(Random random) {
    StringBuilder line =
        new StringBuilder("192.0.2.")
            .append(random.nextInt(256))
            .append(" - - [17/May/2026:10:05:4")
            .append(random.nextInt(10))
            .append(" +0000] \"GET /blog/post-")
            .append(random.nextInt(2_000))
            .append(".html?page=2 HTTP/1.1\" 200 ")
            .append(random.nextInt(100_000))
            .append(" \"http://www.example.com/\" \"Mozilla/5.0 (X11; Linux x86_64) ");
    String end = format.equals("nginx") ? "\" 0.012 0.010 ." : "\"";
    while (line.length() < LINE_LENGTH - end.length() - 1) {
      line.append('x');
    }
    return line.append(end).append('\n').toString().getBytes(StandardCharsets.US_ASCII);
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
