package io.github.flumeaggregation.core.window;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;

/**
 * A line as the models of windows know it.
 *
 * @param size null if the line has none
 * @param finalThrough windows that end at or before this were final when the line came
 */
record ModelLine(long time, String name, String size, long finalThrough) {
  private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

  /** Up to 60 units before {@code baseUnits}; of windows in which nothing is final yet. */
  static ModelLine random(Random random, LongUnaryOperator time, long baseUnits, int names) {
    String size =
        switch (random.nextInt(8)) {
          case 0 -> null;
          case 1 -> "13";
          case 2 -> "0.1";
          case 3 -> "-" + random.nextInt(1000) + "." + random.nextInt(1000);
          case 4 -> "999999999999999999";
          default -> Integer.toString(random.nextInt(1000));
        };
    long timeMillis = time.applyAsLong(baseUnits - random.nextInt(60));
    return new ModelLine(timeMillis, "name-" + random.nextInt(names), size, Long.MIN_VALUE);
  }

  /** The same line, as if it had come then. */
  ModelLine at(long newFinalThrough) {
    return new ModelLine(time, name, size, newFinalThrough);
  }

  /** Whether {@code where = size != 13} takes it. */
  boolean isAccepted() {
    return size != null && !size.equals("13");
  }

  /** Count, how many are positive, sum, average, least and largest, and the rate per second. */
  static List<Object> values(List<ModelLine> lines, Long rateMillis) {
    List<BigDecimal> sizes = lines.stream().map(l -> new BigDecimal(l.size)).toList();
    BigDecimal sum = sizes.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal count = BigDecimal.valueOf(lines.size());
    List<Object> values = new ArrayList<>();
    values.add(count);
    values.add(BigDecimal.valueOf(sizes.stream().filter(s -> s.signum() > 0).count()));
    values.add(sum);
    values.add(sum.divide(count, DIGITS));
    values.add(sizes.stream().min(BigDecimal::compareTo).orElseThrow());
    values.add(sizes.stream().max(BigDecimal::compareTo).orElseThrow());
    if (rateMillis != null) {
      values.add(
          count.multiply(BigDecimal.valueOf(1000)).divide(BigDecimal.valueOf(rateMillis), DIGITS));
    }
    return plain(values);
  }

  /** Without zeros at the end, so that equal numbers are equal. */
  static List<Object> plain(List<Object> values) {
    List<Object> plain = new ArrayList<>();
    for (Object value : values) {
      plain.add(value == null ? null : ((BigDecimal) value).stripTrailingZeros());
    }
    return plain;
  }
}
