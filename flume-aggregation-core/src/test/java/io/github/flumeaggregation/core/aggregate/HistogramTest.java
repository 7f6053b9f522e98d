package io.github.flumeaggregation.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
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

  @Test
  void whateverCameAndLeft_theStateIsThatOfTheValuesThatAreThere() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int range = 1 + random.nextInt(300);
      Histogram histogram = new Histogram();
      TreeMap<Integer, Integer> model = new TreeMap<>();
      ArrayDeque<TreeMap<Integer, Integer>> parts = new ArrayDeque<>();
      for (int step = 0; step < 12; step++) {
        if (parts.size() > 3) {
          TreeMap<Integer, Integer> leaving = parts.remove();
          histogram.addAll(ofModel(leaving), -1);
          leaving.forEach((bucket, count) -> model.merge(bucket, -count, Integer::sum));
        }
        TreeMap<Integer, Integer> part = new TreeMap<>();
        for (int i = random.nextInt(Histogram.MOST_FEW); i > 0; i--) {
          part.merge(random.nextInt(range) - range / 2, 1, Integer::sum);
        }
        parts.add(part);
        histogram.addAll(ofModel(part), 1);
        part.forEach((bucket, count) -> model.merge(bucket, count, Integer::sum));
        model.values().removeIf(count -> count == 0);
        String what = "seed " + seed + ", step " + step;
        assertThat(encoded(histogram)).as(what).isEqualTo(encoded(ofModel(model)));
        assertThat(Histogram.decode(new ByteReader(encoded(histogram))).percentile(PERCENTS[1]))
            .as(what)
            .isEqualTo(histogram.percentile(PERCENTS[1]))
            .isEqualTo(median(model));
      }
    }
  }

  @Test
  void fewValues_takeTwoBytesEach() {
    Histogram histogram = new Histogram();
    long empty = histogram.bytesHeld();
    for (int bucket = 0; bucket < Histogram.MOST_FEW; bucket++) {
      histogram.add(100 * bucket, 1);
    }
    assertThat(histogram.bytesHeld() - empty).isEqualTo(2 * Histogram.MOST_FEW);
  }

  private static Histogram ofModel(NavigableMap<Integer, Integer> model) {
    Histogram histogram = new Histogram();
    model.descendingMap().forEach((bucket, count) -> histogram.add(bucket, count));
    return histogram;
  }

  private static byte[] encoded(Histogram histogram) {
    ByteWriter out = new ByteWriter();
    histogram.encode(out);
    return out.toBytes();
  }

  private static @Nullable BigDecimal median(NavigableMap<Integer, Integer> model) {
    List<Integer> values = new ArrayList<>();
    model.forEach((bucket, count) -> values.addAll(Collections.nCopies(count, bucket)));
    return values.isEmpty() ? null : HistogramBuckets.value(values.get((values.size() - 1) / 2));
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
