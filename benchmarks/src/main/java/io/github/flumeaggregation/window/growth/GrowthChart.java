package io.github.flumeaggregation.window.growth;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * Draws what {@link Growth} printed, as SVG, from standard input to standard output. Both axes are
 * logarithmic, so that what grows as its factor does is a line as steep as one decade to one
 * decade. A size of 0, which has no logarithm, lies one decade below the smallest other one.
 */
public final class GrowthChart {
  /** Small, so that text is large enough on a phone. */
  private static final int WIDTH = 540;

  private static final int HEIGHT = 480;
  private static final int LEFT = 82;
  private static final int RIGHT = WIDTH - 48;
  private static final int BOTTOM = HEIGHT - 62;
  private static final int LEGEND_LINE = 24;
  private static final int LEGEND_TOP = 62;

  /** Told apart by people who see fewer colours too; each has a dash of its own beside. */
  private static final String[] COLOURS = {"#0b5fa5", "#c2410c", "#0f766e", "#86198f"};

  private static final String[] DASHES = {"none", "9 5", "2 4", "12 4 2 4"};

  private final GrowthTable table;
  private final StringBuilder svg = new StringBuilder();
  private final int top;
  private final LogAxis x;
  private final LogAxis y;
  private final double zero;
  private final double leastCost;
  private final double mostCost;

  private GrowthChart(GrowthTable table) {
    this.table = table;
    top = LEGEND_TOP + LEGEND_LINE * table.curves.size() + 10;
    double leastSize =
        table.rows.stream().mapToDouble(row -> row[0]).filter(s -> s > 0).min().orElse(1);
    double mostSize = table.rows.stream().mapToDouble(row -> row[0]).max().orElse(1);
    zero = leastSize / 10;
    boolean hasZero = table.rows.stream().anyMatch(row -> row[0] == 0);
    x = new LogAxis(hasZero ? zero : leastSize, Math.max(mostSize, 2 * leastSize), LEFT, RIGHT);
    leastCost = LogAxis.decadeBelow(costs(table).min().orElse(1));
    mostCost = Math.max(LogAxis.decadeAbove(costs(table).max().orElse(1)), 10 * leastCost);
    y = new LogAxis(leastCost, mostCost, BOTTOM, top);
  }

  private static DoubleStream costs(GrowthTable table) {
    return table.rows.stream().flatMapToDouble(row -> Arrays.stream(row).skip(1));
  }

  /** Takes no arguments. */
  public static void main(String[] args) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    List<String> lines = in.lines().collect(Collectors.toList());
    new PrintStream(System.out, true, "UTF-8").print(of(new GrowthTable(lines)));
  }

  /** The picture of a table. */
  static String of(GrowthTable table) {
    return new GrowthChart(table).draw();
  }

  private String draw() {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\"",
        WIDTH, HEIGHT);
    add(" font-family=\"sans-serif\" font-size=\"16\">\n<title>%s</title>\n", escaped(table.title));
    add("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", WIDTH, HEIGHT);
    text(12, 24, "start", "font-size=\"18\" font-weight=\"bold\"", table.title);
    text(12, 44, "start", "font-size=\"13\" fill=\"#555\"", table.machine);
    drawCosts();
    drawSizes();
    for (int curve = 0; curve < table.curves.size(); curve++) {
      drawName(curve);
      drawCurve(curve);
    }
    return svg.append("</svg>\n").toString();
  }

  private void drawCosts() {
    boolean close = mostCost / leastCost < 101; // room for what lies between decades
    for (double decade = leastCost; decade < mostCost * 1.5; decade *= 10) {
      drawCost(decade);
      if (close && decade < mostCost / 1.5) {
        drawCost(2 * decade);
        drawCost(5 * decade);
      }
    }
    text(LEFT - 8, BOTTOM + 44, "end", "fill=\"#222\"", "µs");
  }

  private void drawCost(double cost) {
    add("<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/>", LEFT, y.at(cost), RIGHT);
    text(LEFT - 8, y.at(cost) + 5, "end", "fill=\"#222\"", GrowthTable.readable(rounded(cost)));
  }

  /** Without what powers of ten leave far behind the point. */
  private static double rounded(double cost) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.1e", cost));
  }

  private void drawSizes() {
    for (double[] row : table.rows) {
      add("<path d=\"M%.1f %dV%d\" stroke=\"#ddd\"/>", sizeAt(row[0]), top, BOTTOM);
      String size = GrowthTable.readable(row[0]);
      text(sizeAt(row[0]), BOTTOM + 22, "middle", "fill=\"#222\"", size);
    }
    text((LEFT + RIGHT) / 2.0, BOTTOM + 46, "middle", "fill=\"#222\"", table.factor);
  }

  private double sizeAt(double size) {
    return x.at(size == 0 ? zero : size);
  }

  private void drawName(int curve) {
    double line = LEGEND_TOP + LEGEND_LINE * curve + 8.0;
    add("<path d=\"M12 %.0fh36\" %s/>", line - 5, stroke(curve));
    text(56, line, "start", "fill=\"" + COLOURS[curve] + "\"", table.curves.get(curve));
  }

  private void drawCurve(int curve) {
    StringBuilder points = new StringBuilder();
    for (double[] row : table.rows) {
      double cost = row[curve + 1];
      String at = String.format(Locale.ROOT, "%.1f,%.1f", sizeAt(row[0]), y.at(cost));
      points.append(points.length() == 0 ? "" : " ").append(at);
      add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\"", sizeAt(row[0]), y.at(cost));
      add(" fill=\"%s\"><title>%s, %s", COLOURS[curve], escaped(table.factor), number(row[0]));
      add(": %s, %s µs</title></circle>\n", escaped(table.curves.get(curve)), number(cost));
    }
    add("<polyline points=\"%s\" fill=\"none\" %s/>\n", points, stroke(curve));
  }

  private static String number(double number) {
    return GrowthTable.readable(number);
  }

  private static String stroke(int curve) {
    return String.format(
        "stroke=\"%s\" stroke-width=\"3\" stroke-dasharray=\"%s\"", COLOURS[curve], DASHES[curve]);
  }

  private void text(double left, double line, String anchor, String style, String text) {
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>", left, line, anchor, style);
    add("%s</text>\n", escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
