package io.github.flumeaggregation.it;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;

/** What the tests compute per window and status: count, sum, avg and max of bytes, and rate. */
record Statistics(
    BigDecimal count, BigDecimal sum, BigDecimal avg, BigDecimal max, BigDecimal rate) {
  /** The same in the aggregation language. */
  static final String COMPUTE = "count, sum(bytes), avg(bytes), max(bytes), rate";

  private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

  /** As a row states it. */
  static Statistics of(Row row) {
    return new Statistics(
        plain(row.value("count")),
        plain(row.value("sum(bytes)")),
        plain(row.value("avg(bytes)")),
        plain(row.value("max(bytes)")),
        plain(row.value("rate")));
  }

  /**
   * As live values state it.
   *
   * @param prefix what stands before the columns' names, such as {@code traffic.}
   * @param suffix what follows them, such as <code>{status=200}</code>
   */
  static Statistics of(Map<String, String> values, String prefix, String suffix) {
    return new Statistics(
        plain(new BigDecimal(values.get(prefix + "count" + suffix))),
        plain(new BigDecimal(values.get(prefix + "sum(bytes)" + suffix))),
        plain(new BigDecimal(values.get(prefix + "avg(bytes)" + suffix))),
        plain(new BigDecimal(values.get(prefix + "max(bytes)" + suffix))),
        plain(new BigDecimal(values.get(prefix + "rate" + suffix))));
  }

  /** From exact parts; quotients are rounded as rows promise to have them. */
  static Statistics of(BigDecimal count, BigDecimal sum, BigDecimal max, long windowSeconds) {
    return new Statistics(
        plain(count),
        plain(sum),
        plain(sum.divide(count, DIGITS)),
        plain(max),
        plain(count.divide(BigDecimal.valueOf(windowSeconds), DIGITS)));
  }

  /** Numbers are equal if their values are: 1.50 is 1.5. */
  private static BigDecimal plain(BigDecimal number) {
    return number.stripTrailingZeros();
  }
}
