package io.github.flumeaggregation.tool.quickstart;

import io.github.flumeaggregation.core.Nullable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The report on one screen of 80 columns. */
final class TextReport {
  static final int COLUMNS = 80;
  private static final int LABEL = 10;
  private static final int BARS = 44;
  private static final int NAME = 44;

  private final Facts facts;
  private final Summary summary;
  private final List<String> lines = new ArrayList<>();

  private TextReport(Facts facts) {
    this.facts = facts;
    this.summary = facts.summary;
  }

  static List<String> of(Facts facts) {
    TextReport report = new TextReport(facts);
    report.numbers();
    report.busiest();
    report.books();
    report.row();
    report.places();
    return report.lines;
  }

  private void add(String label, String text) {
    lines.add(String.format(Locale.ROOT, "%-" + LABEL + "s%s", label, text));
  }

  private void numbers() {
    add("Lines", facts.lines() + " in " + facts.logsName() + ", format " + facts.format.name);
    if (!summary.minutes.isEmpty()) {
      Instant end = summary.minutes.lastKey().plusSeconds(60);
      add(
          "Span",
          minute(summary.minutes.firstKey())
              + " to "
              + minute(end)
              + " UTC, "
              + Amounts.minutes(summary.spanMinutes()));
      add("Requests", Sparkline.of(summary.stretches(BARS)) + "  " + scale());
    }
    if (summary.bytes != null) {
      add("Bytes", Amounts.bytes(summary.bytes) + " (" + summary.bytes.toPlainString() + ")");
    }
    if (summary.errors != null) {
      add(
          "5xx",
          Amounts.percent(summary.errors, summary.requests())
              + " ("
              + summary.errors
              + " of "
              + summary.requests()
              + ")");
    }
    if (facts.format.duration != null) {
      add(
          "Duration",
          "p50 "
              + plain(summary.p50)
              + ", p99 "
              + plain(summary.p99)
              + (facts.format.name.equals("json") ? "" : " seconds"));
    }
  }

  private String scale() {
    long each = summary.minutesEach(BARS);
    long most = Arrays.stream(summary.stretches(BARS)).max().orElse(0);
    return "up to " + most + (each == 1 ? " a minute" : " in " + Amounts.minutes(each));
  }

  private static String minute(Instant time) {
    return time.toString().substring(0, 16).replace('T', ' ');
  }

  private static String plain(@Nullable BigDecimal number) {
    return number == null ? "-" : number.toPlainString();
  }

  private void busiest() {
    String label = "Busiest";
    add(label, row(String.join(", ", facts.by), "requests", summary.bytes == null ? "" : "bytes"));
    for (Summary.Group group : summary.busiest) {
      add(
          "",
          row(
              group.name,
              Long.toString(group.requests),
              group.bytes == null ? "" : Amounts.bytes(group.bytes)));
    }
  }

  private static String row(String name, String requests, String bytes) {
    String shown = Visible.of(name, NAME);
    return String.format(Locale.ROOT, "%-" + NAME + "s %12s %10s", shown, requests, bytes);
  }

  private void books() {
    lines.add("Books (lines)");
    book("  in the files", facts.lines(), "   (wc -l)");
    String verdict = facts.booksBalance() ? "the books balance" : "THE BOOKS DO NOT BALANCE";
    book("  read", facts.rows.lines("read"), "   = the four below: " + verdict);
    for (String outcome : Arrays.asList("counted", "unparsed", "duplicate", "future")) {
      book("    " + outcome, facts.rows.lines(outcome), "");
    }
    if (facts.linesInOpenWindows() > 0) {
      lines.add(
          "  "
              + facts.linesInOpenWindows()
              + " lines are of minutes that are not over yet, and not"
              + " shown above.");
    }
  }

  private void book(String entry, long number, String remark) {
    lines.add(String.format(Locale.ROOT, "%-16s%12d%s", entry, number, remark));
  }

  private void row() {
    String sample = facts.rows.sample();
    for (int from = 0; sample != null && from < sample.length(); from += COLUMNS - LABEL) {
      String part = sample.substring(from, Math.min(sample.length(), from + COLUMNS - LABEL));
      add(from == 0 ? "One row" : "", part);
    }
  }

  /** Paths are not cut: they are there to be copied. */
  private void places() {
    add("Files", facts.run.toString());
    add("", "rows/ quickstart.conf agent.log, until the next run; --dir keeps them");
    add("Next", "./quickstart --rows, --by FIELD, --html FILE, YOUR LOGS; --help");
    add("", "README.md: into your own agent");
  }
}
