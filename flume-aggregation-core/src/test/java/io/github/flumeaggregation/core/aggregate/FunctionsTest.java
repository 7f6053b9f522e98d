package io.github.flumeaggregation.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every function against {@link BigDecimal} arithmetic. */
class FunctionsTest {
  private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

  private abstract static class Of extends FunctionContract {
    private final String compute;

    Of(String compute) {
      this.compute = compute;
    }

    @Override
    String compute() {
      return compute;
    }

    static BigDecimal reduce(List<Line> lines, BinaryOperator<BigDecimal> operator) {
      return lines.stream().map(Line::number).reduce(operator).orElse(null);
    }

    static BigDecimal sum(List<Line> lines) {
      return reduce(lines, BigDecimal::add);
    }
  }

  @Nested
  class CountOfACondition extends Of {
    CountOfACondition() {
      super("count(x > 5)");
    }

    @Override
    Object expected(List<Line> lines) {
      return BigDecimal.valueOf(
          lines.stream().filter(l -> l.number().compareTo(BigDecimal.valueOf(5)) > 0).count());
    }
  }

  @Nested
  class SumOf extends Of {
    SumOf() {
      super("sum(x)");
    }

    @Override
    Object expected(List<Line> lines) {
      return sum(lines);
    }
  }

  @Nested
  class Average extends Of {
    Average() {
      super("avg(x)");
    }

    @Override
    Object expected(List<Line> lines) {
      return lines.isEmpty() ? null : sum(lines).divide(new BigDecimal(lines.size()), DIGITS);
    }
  }

  @Nested
  class Smallest extends Of {
    Smallest() {
      super("min(x)");
    }

    @Override
    Object expected(List<Line> lines) {
      return reduce(lines, BigDecimal::min);
    }
  }

  @Nested
  class Largest extends Of {
    Largest() {
      super("max(x)");
    }

    @Override
    Object expected(List<Line> lines) {
      return reduce(lines, BigDecimal::max);
    }
  }

  /** By its definition: the mean squared distance from the mean, to 60 digits. */
  private abstract static class VarianceLike extends Of {
    private final int degreesLost;

    VarianceLike(String compute, int degreesLost) {
      super(compute);
      this.degreesLost = degreesLost;
    }

    BigDecimal variance(List<Line> lines) {
      if (lines.size() <= degreesLost) {
        return null;
      }
      MathContext precise = new MathContext(110);
      BigDecimal mean = sum(lines).divide(new BigDecimal(lines.size()), precise);
      BigDecimal distances = BigDecimal.ZERO;
      for (Line line : lines) {
        distances = distances.add(line.number().subtract(mean).pow(2));
      }
      return distances.divide(new BigDecimal(lines.size() - degreesLost), precise);
    }

    static BigDecimal rounded(BigDecimal value) {
      // What the limited precision of the mean leaves where the variance is 0.
      return value == null || value.compareTo(new BigDecimal("1e-50")) < 0
          ? (value == null ? null : BigDecimal.ZERO)
          : value.round(DIGITS);
    }
  }

  @Nested
  class SampleVariance extends VarianceLike {
    SampleVariance() {
      super("variance(x)", 1);
    }

    @Override
    Object expected(List<Line> lines) {
      return rounded(variance(lines));
    }
  }

  @Nested
  class PopulationVariance extends VarianceLike {
    PopulationVariance() {
      super("variancePop(x)", 0);
    }

    @Override
    Object expected(List<Line> lines) {
      return rounded(variance(lines));
    }
  }

  @Nested
  class SampleDeviation extends VarianceLike {
    SampleDeviation() {
      super("stddev(x)", 1);
    }

    @Override
    Object expected(List<Line> lines) {
      BigDecimal variance = variance(lines);
      return variance == null ? null : rounded(variance.sqrt(new MathContext(60)));
    }
  }

  @Nested
  class PopulationDeviation extends VarianceLike {
    PopulationDeviation() {
      super("stddevPop(x)", 0);
    }

    @Override
    Object expected(List<Line> lines) {
      BigDecimal variance = variance(lines);
      return variance == null ? null : rounded(variance.sqrt(new MathContext(60)));
    }
  }

  @Nested
  class First extends Of {
    First() {
      super("first(x)");
    }

    @Override
    Object expected(List<Line> lines) {
      return lines.stream()
          .min(Comparator.comparing(Line::timeMillis).thenComparing(Line::value))
          .map(Line::number)
          .orElse(null);
    }
  }

  @Nested
  class Last extends Of {
    Last() {
      super("last(x)");
    }

    @Override
    Object expected(List<Line> lines) {
      return lines.stream()
          .max(Comparator.comparing(Line::timeMillis).thenComparing(Line::value))
          .map(Line::number)
          .orElse(null);
    }
  }

  @Nested
  class DistinctValues extends Of {
    DistinctValues() {
      super("distinct(x)");
    }

    @Override
    Object expected(List<Line> lines) {
      return BigDecimal.valueOf(lines.stream().map(Line::value).distinct().count());
    }
  }

  @Nested
  class HistogramColumn extends Of {
    HistogramColumn() {
      super("histogram(x, -3.5, 0.1, 5, 999999999999999999) as h");
    }

    @Override
    Object value(Aggregates aggregates, States states, int row) {
      return aggregates.columns().stream()
          .map(column -> column.name() + "=" + plain(column.value(states, row, 1)))
          .toList()
          .toString();
    }

    @Override
    Object expected(List<Line> lines) {
      List<String> columns = new ArrayList<>();
      for (String bound : List.of("-3.5", "0.1", "5", "999999999999999999")) {
        BigDecimal most = new BigDecimal(bound);
        columns.add(
            "h.le."
                + bound
                + "="
                + lines.stream().filter(line -> line.number().compareTo(most) <= 0).count());
      }
      columns.add("h.le.inf=" + lines.size());
      columns.add("h.sum=" + plain(sum(lines)));
      return columns.toString();
    }
  }

  /** The value at the rank, rounded to three significant digits. */
  private abstract static class Percentile extends Of {
    private final BigDecimal percent;

    Percentile(String percent) {
      super("p" + percent + "(x)");
      this.percent = new BigDecimal(percent);
    }

    @Override
    Object expected(List<Line> lines) {
      if (lines.isEmpty()) {
        return null;
      }
      List<BigDecimal> sorted = lines.stream().map(Line::number).sorted().toList();
      int rank =
          percent
              .multiply(BigDecimal.valueOf(sorted.size()))
              .divide(BigDecimal.valueOf(100), 0, RoundingMode.CEILING)
              .intValueExact();
      return sorted.get(Math.max(rank, 1) - 1).round(new MathContext(3, RoundingMode.HALF_UP));
    }
  }

  @Nested
  class Median extends Percentile {
    Median() {
      super("50");
    }
  }

  @Nested
  class HighPercentile extends Percentile {
    HighPercentile() {
      super("99.9");
    }
  }

  @Test
  void percentile_isWithinHalfAPercentOfTheValueAtItsRank_toEitherSide() {
    Random random = new Random(5);
    int above = 0;
    for (int i = 0; i < 100_000; i++) {
      var value = new io.github.flumeaggregation.core.record.Decimal();
      value.set(BigDecimal.valueOf(Math.exp(random.nextDouble() * 60 - 30)));
      BigDecimal shown = HistogramBuckets.value(HistogramBuckets.bucket(value));
      BigDecimal exact = value.toBigDecimal();
      assertThat(exact.subtract(shown).abs())
          .as("%s shown as %s", exact, shown)
          .isLessThan(exact.multiply(new BigDecimal("0.005")));
      assertThat(shown).isEqualByComparingTo(exact.round(new MathContext(3, RoundingMode.HALF_UP)));
      above += shown.compareTo(exact) > 0 ? 1 : 0;
    }
    assertThat(above).as("of 100,000").isBetween(48_000, 52_000);
  }

  @Test
  void bucketNumbers_keepTheOrderOfValues_toTheEndsOfTheirRange() {
    var value = new io.github.flumeaggregation.core.record.Decimal();
    int last = 0;
    for (int bucket = 1; bucket <= HistogramBuckets.LARGEST; bucket++) {
      BigDecimal shown = HistogramBuckets.value(bucket);
      assertThat(value.set(shown)).isTrue();
      assertThat(HistogramBuckets.bucket(value)).as("%s", shown).isEqualTo(bucket);
      assertThat(value.set(shown.negate())).isTrue();
      assertThat(HistogramBuckets.bucket(value)).as("-%s", shown).isEqualTo(-bucket);
      assertThat(last).isLessThan(bucket);
      last = bucket;
    }
    var largest =
        io.github.flumeaggregation.core.record.Decimal.of(
            "99999999999999999999.999999999999999999");
    assertThat(HistogramBuckets.bucket(largest)).isEqualTo(HistogramBuckets.LARGEST);
  }

  @Test
  void distinct_isExactUpTo512AndWithinFivePercentBeyond() {
    Random random = new Random(11);
    DistinctSketch sketch = new DistinctSketch();
    Set<Long> exact = new HashSet<>();
    while (exact.size() < 1_000_000) {
      long hash = random.nextLong();
      sketch.add(hash);
      sketch.add(hash);
      exact.add(hash);
      if (exact.size() <= DistinctSketch.EXACT_HASHES) {
        assertThat(sketch.estimate()).isEqualTo(exact.size());
      } else if (exact.size() % 50_000 == 0 || exact.size() == 600) {
        // Three standard errors of 1.6%.
        assertThat((double) sketch.estimate()).isBetween(exact.size() * 0.95, exact.size() * 1.05);
      }
    }
  }
}
