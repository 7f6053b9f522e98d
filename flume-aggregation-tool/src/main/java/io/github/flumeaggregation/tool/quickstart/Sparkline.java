package io.github.flumeaggregation.tool.quickstart;

import java.util.Arrays;

/** A row of bars, each as high as its number. */
final class Sparkline {
  private static final String BARS = "▁▂▃▄▅▆▇█";

  private Sparkline() {}

  /** A bar for each number; nothing at all is a blank. */
  static String of(long[] numbers) {
    long most = Arrays.stream(numbers).max().orElse(0);
    StringBuilder line = new StringBuilder();
    for (long number : numbers) {
      line.append(
          number == 0
              ? ' '
              : BARS.charAt((int) ((number * BARS.length() - 1) / Math.max(1, most))));
    }
    return line.toString();
  }
}
