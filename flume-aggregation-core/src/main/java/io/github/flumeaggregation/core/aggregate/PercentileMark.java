package io.github.flumeaggregation.core.aggregate;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Where in a histogram a percentile was found last: the bucket, and how many values are below and
 * in it, kept up to date as values come and go. As long as the rank stays in the bucket, so does
 * the percentile, and nothing has to be searched.
 */
final class PercentileMark {
  private static final int PERCENT_SCALE = 2;
  private static final long HUNDRED = 100;

  /** With so many decimals a percentage is below 10^6 units, and the product below 10^18. */
  private static final int MAX_FAST_SCALE = 4;

  private static final long MAX_FAST_TOTAL = 1_000_000_000_000L;

  private final BigDecimal percent;
  private long key;
  private long below;
  private long within;
  private long total;

  PercentileMark(BigDecimal percent) {
    this.percent = percent;
  }

  boolean isFor(BigDecimal otherPercent) {
    return percent.compareTo(otherPercent) == 0;
  }

  /** Takes note of values that came, or left if {@code count} is negative. */
  void add(long addedKey, long count) {
    total += count;
    if (addedKey < key) {
      below += count;
    } else if (addedKey == key) {
      within += count;
    }
  }

  /** Whether the percentile is still in the bucket; true only after {@link #set}. */
  boolean holds() {
    if (total <= 0 || within <= 0) {
      return false;
    }
    long rank = rank(percent, total);
    return rank > below && rank <= below + within;
  }

  void set(long foundKey, long valuesBelow, long valuesWithin, long valuesInAll) {
    key = foundKey;
    below = valuesBelow;
    within = valuesWithin;
    total = valuesInAll;
  }

  long key() {
    return key;
  }

  /**
   * The nearest rank: the smallest whole number that is not below this share of all; at least 1.
   * Computed for each stamped value, so in {@code long}s where they are wide enough.
   */
  static long rank(BigDecimal percent, long total) {
    if (percent.scale() >= 0 && percent.scale() <= MAX_FAST_SCALE && total <= MAX_FAST_TOTAL) {
      long divisor = HUNDRED;
      for (int i = 0; i < percent.scale(); i++) {
        divisor *= 10;
      }
      long product = percent.unscaledValue().longValue() * total;
      return Math.max(1, (product + divisor - 1) / divisor);
    }
    BigDecimal exact = BigDecimal.valueOf(total).multiply(percent).movePointLeft(PERCENT_SCALE);
    return Math.max(1, exact.setScale(0, RoundingMode.CEILING).longValueExact());
  }
}
