package io.github.flumeaggregation.tool.quickstart;

import io.github.flumeaggregation.core.Nullable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;

/** The report as one page that needs no other file; light or dark as the reader's system is. */
final class HtmlReport {
  private static final int BARS = 120;
  private static final int BAR_WIDTH = 6;
  private static final int HEIGHT = 120;
  private static final String STYLE =
      ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;"
          + "margin:2rem auto;padding:0 1rem}th{text-align:left;font-weight:normal;opacity:.7;"
          + "padding-right:2rem}td.n{text-align:right;padding-left:2rem}svg{width:100%;"
          + "fill:currentColor}code{overflow-wrap:anywhere}";

  private final StringBuilder page = new StringBuilder();
  private final Facts facts;
  private final Summary summary;

  private HtmlReport(Facts facts) {
    this.facts = facts;
    this.summary = facts.summary;
  }

  static String of(Facts facts) {
    HtmlReport report = new HtmlReport(facts);
    report.head();
    report.chart();
    report.numbers();
    report.busiest();
    report.books();
    return report.page.append("</body></html>\n").toString();
  }

  private void head() {
    String title = facts.lines() + " lines in " + facts.logsName();
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\"><title>")
        .append(escaped(title))
        .append("</title><style>")
        .append(STYLE)
        .append("</style></head><body>\n<h1>")
        .append(escaped(title))
        .append("</h1>\n");
  }

  private void chart() {
    long[] stretches = summary.stretches(BARS);
    long most = Math.max(1, Arrays.stream(stretches).max().orElse(0));
    long each = summary.minutesEach(BARS);
    String title = "Requests, up to " + most + " in " + Amounts.minutes(each);
    page.append("<h2>").append(title).append("</h2>\n<svg role=\"img\" aria-label=\"");
    page.append(title).append("\" preserveAspectRatio=\"none\" viewBox=\"0 0 ");
    page.append(Math.max(1, stretches.length) * BAR_WIDTH).append(' ').append(HEIGHT).append("\">");
    for (int i = 0; i < stretches.length; i++) {
      long height = stretches[i] * HEIGHT / most;
      page.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"><title>%d</title></rect>",
              i * BAR_WIDTH,
              HEIGHT - height,
              BAR_WIDTH - 1,
              height,
              stretches[i]));
    }
    page.append("</svg>\n");
  }

  private void numbers() {
    page.append("<table>\n");
    if (!summary.minutes.isEmpty()) {
      line("from", summary.minutes.firstKey().toString());
      line("to", summary.minutes.lastKey().plusSeconds(60).toString());
    }
    if (summary.bytes != null) {
      line("bytes", Amounts.bytes(summary.bytes) + " (" + summary.bytes.toPlainString() + ")");
    }
    if (summary.errors != null) {
      line("5xx", Amounts.percent(summary.errors, summary.requests()));
    }
    if (facts.format.duration != null) {
      line(facts.format.duration + ", p50", plain(summary.p50));
      line(facts.format.duration + ", p99", plain(summary.p99));
    }
    page.append("</table>\n");
  }

  private static String plain(@Nullable BigDecimal number) {
    return number == null ? "-" : number.toPlainString();
  }

  private void busiest() {
    page.append("<h2>Busiest ").append(escaped(String.join(", ", facts.by))).append("</h2>\n");
    page.append("<table>\n");
    for (Summary.Group group : summary.busiest) {
      line(group.name, Long.toString(group.requests));
    }
    page.append("</table>\n");
  }

  private void books() {
    page.append("<h2>Books (lines)</h2>\n<table>\n");
    line("in the files", Long.toString(facts.lines()));
    for (String entry : Arrays.asList("read", "counted", "unparsed", "duplicate", "future")) {
      line(entry, Long.toString(facts.rows.lines(entry)));
    }
    page.append("</table>\n");
    String sample = facts.rows.sample();
    if (sample != null) {
      page.append("<h2>One row</h2>\n<code>").append(escaped(sample)).append("</code>\n");
    }
  }

  private void line(String name, String value) {
    page.append("<tr><th scope=\"row\">")
        .append(escaped(name))
        .append("</th><td class=\"n\">")
        .append(escaped(value))
        .append("</td></tr>\n");
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replaceAll("\\p{Cntrl}", "?");
  }
}
