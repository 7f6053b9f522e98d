package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.record.Decimal;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to add a number to the state of a percentile. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class HistogramBenchmark {
  private static final int VALUES = 1_000;

  private final Decimal[] values = new Decimal[VALUES];
  private Histogram histogram = new Histogram();

  /** Response times of 1 ms to 1 s, most of them short. */
  @Setup
  public void setUp() {
    Random random = new Random(1);
    for (int i = 0; i < VALUES; i++) {
      values[i] = Decimal.of(String.format("%.3f", Math.pow(10, -3 * random.nextDouble())));
    }
    histogram = new Histogram();
  }

  @Benchmark
  @OperationsPerInvocation(VALUES)
  public Object add() {
    for (Decimal value : values) {
      histogram.add(HistogramBuckets.bucket(value), 1);
    }
    return histogram;
  }
}
