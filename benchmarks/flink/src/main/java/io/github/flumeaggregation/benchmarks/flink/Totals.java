package io.github.flumeaggregation.benchmarks.flink;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import org.apache.flink.api.common.functions.AggregateFunction;

/** {@code count, sum(bytes), avg(bytes), p99(bytes)} of a group and window. */
final class Totals {
  private static final double RELATIVE_ACCURACY = 0.01;

  private final DDSketch sketch = DDSketches.unboundedDense(RELATIVE_ACCURACY);
  private long count;
  private long sum;

  /** How Flink fills them. */
  static final class Function implements AggregateFunction<Request, Totals, String> {
    private static final long serialVersionUID = 1;

    @Override
    public Totals createAccumulator() {
      return new Totals();
    }

    @Override
    public Totals add(Request request, Totals totals) {
      totals.count++;
      totals.sum += request.bytes;
      totals.sketch.accept(request.bytes);
      return totals;
    }

    @Override
    public String getResult(Totals totals) {
      return totals.count
          + ","
          + totals.sum
          + ","
          + (double) totals.sum / totals.count
          + ","
          + totals.sketch.getValueAtQuantile(0.99);
    }

    @Override
    public Totals merge(Totals one, Totals other) {
      one.count += other.count;
      one.sum += other.sum;
      one.sketch.mergeWith(other.sketch);
      return one;
    }
  }
}
