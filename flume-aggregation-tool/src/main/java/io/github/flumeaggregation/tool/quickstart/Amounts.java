package io.github.flumeaggregation.tool.quickstart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them. */
final class Amounts {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

  private Amounts() {}

  /** Bytes in the largest decimal unit that leaves a digit before the point: {@code 1.2 MB}. */
  static String bytes(BigDecimal bytes) {
    BigDecimal amount = bytes;
    int unit = 0;
    while (amount.compareTo(BigDecimal.valueOf(1000)) >= 0 && unit < UNITS.length - 1) {
      amount = amount.movePointLeft(3);
      unit++;
    }
    int digits = unit == 0 ? 0 : 1;
    return amount.setScale(digits, RoundingMode.HALF_EVEN).toPlainString() + " " + UNITS[unit];
  }

  /** A share in percent, with two digits: {@code 1.25%}; of nothing it is {@code 0.00%}. */
  static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.2f%%", whole == 0 ? 0.0 : 100.0 * part / whole);
  }

  /** A stretch of time in its two largest units: {@code 3 d 4 h}. */
  static String minutes(long minutes) {
    if (minutes < 60) {
      return minutes + " min";
    }
    long hours = minutes / 60;
    return hours < 24
        ? hours + " h " + minutes % 60 + " min"
        : hours / 24 + " d " + hours % 24 + " h";
  }
}
