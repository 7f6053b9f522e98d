package io.github.flumeaggregation.window.growth;

import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Supplier;

/**
 * Prints how what a line costs in the window sink's engine grows with one factor: a table of CPU
 * times, the least of some rounds, without what it takes to make the lines. {@link GrowthChart}
 * draws it. Not a JMH benchmark: run it by its name, with the factor.
 */
public final class Growth {
  private static final int ROUNDS = 5;
  private static final MathContext DIGITS = new MathContext(3);
  private static final Map<String, Supplier<Factor>> FACTORS = new LinkedHashMap<>();

  static {
    FACTORS.put("groups", GroupsFactor::new);
    FACTORS.put("windows", WindowsFactor::new);
    FACTORS.put("files", FilesFactor::new);
    FACTORS.put("late", LateFactor::new);
    FACTORS.put("threads", ThreadsFactor::new);
  }

  private Growth() {}

  /** Takes the factor; then, if not all is to be measured, how many rounds, and which sizes. */
  public static void main(String[] args) {
    if (args.length == 0 || !FACTORS.containsKey(args[0])) {
      System.err.println(
          "usage: Growth " + String.join("|", FACTORS.keySet()) + " [rounds [size...]]");
      System.exit(2);
    }
    Factor factor = FACTORS.getOrDefault(args[0], GroupsFactor::new).get();
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : ROUNDS;
    double[] sizes =
        args.length > 2
            ? Arrays.stream(args).skip(2).mapToDouble(Double::parseDouble).toArray()
            : factor.sizes();
    print(factor, rounds, sizes);
  }

  private static void print(Factor factor, int rounds, double[] sizes) {
    System.out.println("# " + factor.title());
    System.out.println("# " + machine());
    System.out.println(factor.name() + '\t' + String.join("\t", factor.curves()));
    factor.measure(sizes[0], rounds); // so that the code is compiled before the first one counts
    for (double size : sizes) {
      StringJoiner row = new StringJoiner("\t");
      row.add(GrowthTable.text(size));
      for (double micros : factor.measure(size, rounds)) {
        row.add(GrowthTable.text(new BigDecimal(micros).round(DIGITS).doubleValue()));
      }
      System.out.println(row);
    }
  }

  private static String machine() {
    return String.format(
        Locale.ROOT,
        "%d cores, %s %s, Java %s; load at the beginning %.1f",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        System.getProperty("java.version"),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
