package io.github.flumeaggregation.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private static final BigDecimal[] PERCENTS = {
    new BigDecimal("1"), new BigDecimal("50"), new BigDecimal("99"), new BigDecimal("99.9")
  };

  @Test
  void percentileAskedAgain_isThatOfAnewSearch() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Histogram histogram = new Histogram();
      Histogram part = randomPart(random);
      for (int step = 0; step < 300; step++) {
        change(histogram, part, random);
        if (step % 40 == 39) {
          part = randomPart(random);
        }
        for (BigDecimal percent : PERCENTS) {
          assertThat(histogram.percentileAgain(percent))
              .as("seed %d, step %d, p%s", seed, step, percent)
              .isEqualTo(histogram.percentile(percent));
        }
      }
    }
  }

  /** Adds a value, or a part that is taken away again before another one is made. */
  private static void change(Histogram histogram, Histogram part, Random random) {
    switch (random.nextInt(8)) {
      case 0 -> {
        histogram.addAll(part, 1);
        histogram.add(bucket(random), 1);
        histogram.addAll(part, -1);
      }
      case 1 -> histogram.addAll(part, 1);
      default -> histogram.add(bucket(random), 1 + random.nextInt(3));
    }
  }

  private static Histogram randomPart(Random random) {
    Histogram part = new Histogram();
    for (int i = random.nextInt(30); i >= 0; i--) {
      part.add(bucket(random), 1);
    }
    return part;
  }

  private static int bucket(Random random) {
    int range = random.nextInt(4) == 0 ? HistogramBuckets.LARGEST : 50;
    return random.nextInt(2 * range + 1) - range;
  }
}
