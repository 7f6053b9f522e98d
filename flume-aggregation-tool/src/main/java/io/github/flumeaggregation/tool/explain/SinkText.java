package io.github.flumeaggregation.tool.explain;

import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.expression.NamedField;
import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.SessionWindows;
import io.github.flumeaggregation.core.window.WindowKind;
import io.github.flumeaggregation.core.window.Windows;
import io.github.flumeaggregation.tool.conf.Part;
import io.github.flumeaggregation.window.WindowPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a window sink computes, and when its rows come. */
final class SinkText {
  private static final long EXAMPLE_MILLIS = Instant.parse("2026-05-17T10:05:43Z").toEpochMilli();
  private static final int MOST_WINDOWS = 100_000;
  private static final long MOST_SLICES = 10_000_000;
  private static final long DAY_MILLIS = 86_400_000;
  private static final double MIB = 1 << 20;

  private final Part sink;
  private final WindowPlan plan;
  private final List<String> lines = new ArrayList<>();

  /**
   * Describes a sink.
   *
   * @throws io.github.flumeaggregation.core.config.SettingsException if what it is to compute has
   *     faults
   */
  SinkText(Part sink) {
    this.sink = sink;
    this.plan = new WindowPlan(sink.name(), sink.settings());
    lines.add("Window sink " + sink.name() + " of node " + plan.node());
    lines.add("  lines: format " + sink.get("format", ""));
    plan.aggregations().forEach(this::add);
    plan.alerts().forEach(this::addAlert);
    addTime();
    lines.add(
        String.format(
            Locale.ROOT,
            "  memory: at most %,.0f MiB (maxStateBytes), a quarter of the heap unless set; beyond"
                + " that, old windows become final early, then groups are folded into '(other)'",
            plan.maxStateBytes() / MIB));
  }

  private void addAlert(String alert, String aggregation) {
    String prefix = "alerts." + alert + '.';
    String when = sink.get(prefix + "when", "");
    String text = when.isEmpty() ? "without data" : when;
    long keepFiringMillis = plan.keepFiringMillis(alert);
    if (keepFiringMillis > 0) {
      text += "; fires when a session closes, for " + duration(keepFiringMillis);
    }
    lines.add("  alert " + alert + " on " + aggregation + ": " + text);
  }

  private void add(Aggregation aggregation, WindowKind windows) {
    String prefix = "aggregations." + aggregation.name() + '.';
    lines.add("  aggregation " + aggregation.name() + ": " + sink.get(prefix + "window", ""));
    String where = sink.get(prefix + "where", "");
    if (!where.isEmpty()) {
      lines.add("    of lines where " + where);
    }
    List<String> groups = new ArrayList<>();
    for (NamedField field : aggregation.groupBy()) {
      String type = plan.format().fields().type(field.index()).name().toLowerCase(Locale.ROOT);
      groups.add(field.name() + " (" + (type.equals("any") ? "as it comes" : type) + ')');
    }
    lines.add(
        groups.isEmpty()
            ? "    one row for each window"
            : "    one row for each window and "
                + String.join(", ", groups)
                + String.format(
                    Locale.ROOT,
                    "; beyond %,d groups (maxGroups) the rest is one, '(other)'",
                    aggregation.maxGroups()));
    List<String> columns = new ArrayList<>();
    for (Column column : aggregation.aggregates().columns()) {
      columns.add(column.name());
    }
    lines.add("    columns: " + String.join(", ", columns));
    String having = sink.get(prefix + "having", "");
    if (!having.isEmpty()) {
      lines.add("    only rows of which " + having);
    }
    lines.add(
        "    "
            + (windows instanceof Windows
                ? example((Windows) windows)
                : example((SessionWindows) windows)));
    lines.add("    memory: " + memory(aggregation, windows));
  }

  /** What a group takes, and how often. */
  private String memory(Aggregation aggregation, WindowKind windows) {
    int bytes = aggregation.aggregates().newStates().bytesPerRow() + windows.bytesPerGroup();
    String each =
        String.format(Locale.ROOT, "takes some %,d bytes, its name, and what grows", bytes)
            + " with its values (percentiles, distinct, texts)";
    if (!(windows instanceof Windows)) {
      return "until it is final, a session " + each;
    }
    long lateMillis = plan.maxOutOfOrderMillis() + plan.allowedLatenessMillis();
    long slices = ((Windows) windows).slicesHeld(EXAMPLE_MILLIS, lateMillis, MOST_SLICES);
    return String.format(
            Locale.ROOT,
            slices < MOST_SLICES ? "%,d %s of time" : "%,d %s of time or more",
            slices,
            slices == 1 ? "slice" : "slices")
        + (slices == 1 ? " is kept" : " are kept")
        + " for late lines; a group with lines in one "
        + each;
  }

  /** Which lines are one session. */
  private static String example(SessionWindows sessions) {
    return "a session is lines of one group, each less than "
        + duration(sessions.gapMillis())
        + " after the one before; one longer than "
        + duration(sessions.maxMillis())
        + " is cut at multiples of that, and books are of such stretches";
  }

  /** In which windows a line is. */
  private static String example(Windows windows) {
    long end = windows.endAfter(EXAMPLE_MILLIS);
    String line = "a line of " + Instant.ofEpochMilli(EXAMPLE_MILLIS);
    if (windows.isTotal()) {
      return line + " is in all rows from that of " + Instant.ofEpochMilli(end) + " on";
    }
    int count = 0;
    long last = end;
    for (long e = end;
        windows.start(e) <= EXAMPLE_MILLIS && count < MOST_WINDOWS;
        e = windows.endAfter(e)) {
      count++;
      last = e;
    }
    String first = Instant.ofEpochMilli(windows.start(end)) + "/" + Instant.ofEpochMilli(end);
    return count == 1
        ? line + " is in the window " + first
        : line
            + String.format(Locale.ROOT, " is in %,d windows, from ", count)
            + (first + " to " + Instant.ofEpochMilli(windows.start(last)))
            + ("/" + Instant.ofEpochMilli(last));
  }

  private void addTime() {
    lines.add(
        "  a row comes when each file that brings lines is "
            + duration(plan.maxOutOfOrderMillis())
            + " (maxOutOfOrder) past its window, or is silent for "
            + duration(plan.idleTimeoutMillis())
            + " (idleTimeout)");
    lines.add(
        "  a later line makes it come again with the next revision, up to "
            + duration(plan.allowedLatenessMillis())
            + " (allowedLateness); after that it is booked as late");
    if (plan.reviseEveryMillis() > 0) {
      lines.add(
          "  such lines are collected for "
              + duration(plan.reviseEveryMillis())
              + " (reviseEvery) before the rows come again; for what an alert rule looks at, and for"
              + " sessions, they are not");
    }
  }

  private static String duration(long millis) {
    if (millis > 0 && millis % DAY_MILLIS == 0) {
      return millis / DAY_MILLIS + "d";
    }
    return Duration.ofMillis(millis)
        .toString()
        .substring(2)
        .toLowerCase(Locale.ROOT)
        .replaceAll("([hm])(?=.)", "$1 ");
  }

  /** What there is to be read. */
  List<String> lines() {
    return lines;
  }
}
