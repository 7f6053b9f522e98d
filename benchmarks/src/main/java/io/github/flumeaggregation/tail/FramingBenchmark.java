package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.tail.frame.Framer;
import io.github.flumeaggregation.tail.frame.LineFramer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
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

/** What it costs to find where a line of 190 bytes ends, alone and in blocks; per line. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FramingBenchmark {
  private static final int LINES = 1_300;

  /** Most lines in an event. */
  @Param({"1", "1000"})
  public int linesPerEvent;

  private byte[] bytes = {};
  private Framer framer = framer(1);

  private static Framer framer(int lines) {
    return new LineFramer(lines, 64 << 10, 1 << 20, true);
  }

  /** Lines of 170 to 210 bytes. */
  @Setup
  public void writeLines() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      for (int length = 169 + random.nextInt(41); length > 0; length--) {
        text.append((char) (' ' + random.nextInt(95)));
      }
      text.append('\n');
    }
    bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
    framer = framer(linesPerEvent);
    framer.over(bytes);
  }

  @Benchmark
  @OperationsPerInvocation(LINES)
  public int frame() {
    int lines = 0;
    for (int from = 0; framer.next(from, bytes.length, false); from = framer.end()) {
      lines += framer.lines();
    }
    return lines;
  }
}
