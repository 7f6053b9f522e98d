package io.github.flumeaggregation.window.growth;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What {@link Growth} prints: two lines of comment, which are the title and the machine, one of
 * names, and for each size one of values, with tabs between.
 */
final class GrowthTable {
  final String title;
  final String machine;

  /** What grows. */
  final String factor;

  final List<String> curves;

  /** In each the size, and a value for each curve. */
  final List<double[]> rows = new ArrayList<>();

  /** Reads one. */
  GrowthTable(List<String> lines) {
    title = comment(lines.get(0));
    machine = comment(lines.get(1));
    String[] names = lines.get(2).split("\t");
    factor = names[0];
    curves = Arrays.asList(names).subList(1, names.length);
    for (String line : lines.subList(3, lines.size())) {
      rows.add(row(line, names.length));
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("a table without a row");
    }
  }

  private static String comment(String line) {
    if (!line.startsWith("# ")) {
      throw new IllegalArgumentException("not a comment: " + line);
    }
    return line.substring(2);
  }

  private static double[] row(String line, int columns) {
    double[] row = Arrays.stream(line.split("\t")).mapToDouble(Double::parseDouble).toArray();
    if (row.length != columns) {
      throw new IllegalArgumentException("not " + columns + " columns: " + line);
    }
    for (int i = 1; i < columns; i++) {
      if (!(row[i] > 0)) {
        throw new IllegalArgumentException("a cost is more than nothing: " + line);
      }
    }
    return row;
  }

  /** A number as one writes it: as short as it may be, with thousands apart. */
  static String text(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** The same for people. */
  static String readable(double number) {
    return number >= 1_000 ? String.format(Locale.ROOT, "%,.0f", number) : text(number);
  }
}
