package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.config.Quantity;
import io.github.flumeaggregation.core.window.GridModel.ModelWindow;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;

/** The laws of {@link WindowOperator}, for windows of slices. */
class WindowedAggregationContractTest extends WindowOperatorContract {
  /** Made once: a walk over the minutes of some years takes a while. */
  private static final List<Subject> SUBJECTS = allSubjects();

  @Override
  List<Subject> subjects() {
    return SUBJECTS;
  }

  private static List<Subject> allSubjects() {
    List<Subject> subjects = new ArrayList<>();
    subjects.add(fixed("tumbling 10ms", 10, 10));
    subjects.add(fixed("sliding 30ms every 10ms", 30, 10));
    subjects.add(fixed("sliding 25ms every 10ms", 25, 10));
    subjects.add(fixed("sliding 12ms every 1ms", 12, 1));
    subjects.add(fixed("sliding 7ms every 7ms", 7, 7));
    subjects.add(
        subject(
            "total every 10ms",
            LongUnaryOperator.identity(),
            null,
            WindowedAggregationContractTest::totals));
    subjects.add(cumulative("cumulative 40ms every 10ms", 40, 10));
    subjects.add(cumulative("cumulative 100ms every 1ms", 100, 1));
    subjects.add(cumulative("cumulative 10ms every 10ms", 10, 10));
    // The stream runs over the day on which the clocks are put forward or back, or the epoch.
    subjects.add(calendar(CalendarWindows.Unit.HOUR, "Europe/Berlin", "2024-03-31", 180_000));
    subjects.add(calendar(CalendarWindows.Unit.HOUR, "Europe/Berlin", "2024-10-27", 180_000));
    subjects.add(calendar(CalendarWindows.Unit.HOUR, "America/New_York", "2024-11-03", 180_000));
    subjects.add(calendar(CalendarWindows.Unit.HOUR, "Australia/Lord_Howe", "2024-04-07", 180_000));
    subjects.add(calendar(CalendarWindows.Unit.HOUR, "Australia/Lord_Howe", "2024-10-06", 180_000));
    subjects.add(calendar(CalendarWindows.Unit.DAY, "Europe/Berlin", "2024-03-31", 1_200_000));
    subjects.add(calendar(CalendarWindows.Unit.DAY, "America/New_York", "2024-03-10", 1_200_000));
    subjects.add(calendar(CalendarWindows.Unit.DAY, "Asia/Shanghai", "1970-01-01", 1_200_000));
    subjects.add(calendar(CalendarWindows.Unit.WEEK, "America/New_York", "2024-11-03", 7_200_000));
    subjects.add(calendar(CalendarWindows.Unit.MONTH, "Europe/Berlin", "2024-03-01", 14_400_000));
    subjects.add(cumulative("1d", "6h", "Europe/Berlin", "2024-03-31", 1_200_000));
    subjects.add(cumulative("1d", "1h", "Europe/Berlin", "2024-10-27", 180_000));
    subjects.add(cumulative("6h", "30m", "Australia/Lord_Howe", "2024-10-06", 180_000));
    return subjects;
  }

  private static Subject subject(
      String spec,
      LongUnaryOperator time,
      Long rateMillis,
      Function<List<ModelLine>, List<ModelWindow>> model) {
    return new Subject(
        spec,
        aggregation -> WindowSpec.parse(spec).newOperator(aggregation),
        time,
        new GridModel(rateMillis, model));
  }

  private static Subject fixed(String spec, long length, long step) {
    return subject(
        spec, LongUnaryOperator.identity(), length, lines -> fixedWindows(lines, length, step));
  }

  private static List<ModelWindow> fixedWindows(List<ModelLine> lines, long length, long step) {
    Map<Long, List<ModelLine>> byStart = new TreeMap<>();
    for (ModelLine line : lines) {
      long last = Math.floorDiv(line.time(), step) * step;
      for (long start = last; start + length > line.time(); start -= step) {
        byStart.computeIfAbsent(start, s -> new ArrayList<>()).add(line);
      }
    }
    List<ModelWindow> windows = new ArrayList<>();
    byStart.forEach((start, of) -> windows.add(new ModelWindow(start, start + length, start, of)));
    return windows;
  }

  private static List<ModelWindow> totals(List<ModelLine> lines) {
    List<ModelWindow> windows = new ArrayList<>();
    for (ModelWindow step : fixedWindows(lines, 10, 10)) {
      List<ModelLine> before = lines.stream().filter(line -> line.time() < step.end()).toList();
      windows.add(new ModelWindow(Math.min(0, step.start()), step.end(), step.start(), before));
    }
    return windows;
  }

  private static Subject cumulative(String spec, long period, long step) {
    return subject(
        spec,
        LongUnaryOperator.identity(),
        null,
        lines ->
            cumulativeWindows(
                lines,
                time -> Math.floorDiv(time, period) * period,
                start -> start + period,
                end -> end + step));
  }

  private static Subject cumulative(
      String period, String step, String zoneName, String firstDay, long unitMillis) {
    ZoneId zone = ZoneId.of(zoneName);
    LongUnaryOperator time = unitsFrom(zone, firstDay, unitMillis);
    NavigableSet<Long> starts = clockCuts(period, zone, time);
    NavigableSet<Long> ends = clockCuts(step, zone, time);
    return subject(
        "cumulative " + period + " every " + step + " in " + zoneName,
        time,
        null,
        lines ->
            cumulativeWindows(
                lines,
                t -> Objects.requireNonNull(starts.floor(t)),
                start -> Objects.requireNonNull(starts.higher(start)),
                end -> Objects.requireNonNull(ends.higher(end))));
  }

  private static NavigableSet<Long> clockCuts(String every, ZoneId zone, LongUnaryOperator time) {
    long millis = Quantity.DURATION.parse(every);
    long from = time.applyAsLong(-900);
    return new TreeSet<>(ClockWindowsTest.cuts(millis, zone, from, time.applyAsLong(3_000)));
  }

  /** Of each period with lines, a window for each step's end from the first line's on. */
  private static List<ModelWindow> cumulativeWindows(
      List<ModelLine> lines,
      LongUnaryOperator periodStart,
      LongUnaryOperator periodEnd,
      LongUnaryOperator nextEnd) {
    Map<Long, List<ModelLine>> byStart = new TreeMap<>();
    for (ModelLine line : lines) {
      byStart
          .computeIfAbsent(periodStart.applyAsLong(line.time()), s -> new ArrayList<>())
          .add(line);
    }
    List<ModelWindow> windows = new ArrayList<>();
    byStart.forEach(
        (start, of) -> {
          long last = periodEnd.applyAsLong(start);
          for (long end = start; end < last; ) {
            end = nextEnd.applyAsLong(end);
            long to = end;
            List<ModelLine> soFar = of.stream().filter(line -> line.time() < to).toList();
            if (!soFar.isEmpty()) {
              windows.add(new ModelWindow(start, end, start, soFar));
            }
          }
        });
    return windows;
  }

  private static LongUnaryOperator unitsFrom(ZoneId zone, String firstDay, long unitMillis) {
    long origin = LocalDate.parse(firstDay).atStartOfDay(zone).toInstant().toEpochMilli();
    return units -> origin + units * unitMillis;
  }

  private static Subject calendar(
      CalendarWindows.Unit unit, String zoneName, String firstDay, long unitMillis) {
    ZoneId zone = ZoneId.of(zoneName);
    LongUnaryOperator time = unitsFrom(zone, firstDay, unitMillis);
    NavigableSet<Long> cuts =
        new TreeSet<>(
            CalendarWindowsTest.cuts(unit, zone, time.applyAsLong(-900), time.applyAsLong(3_000)));
    String spec = "calendar " + unit.name().toLowerCase(Locale.ROOT) + " in " + zoneName;
    return subject(spec, time, null, lines -> calendarWindows(lines, cuts));
  }

  private static List<ModelWindow> calendarWindows(List<ModelLine> lines, NavigableSet<Long> cuts) {
    Map<Long, List<ModelLine>> byStart = new TreeMap<>();
    for (ModelLine line : lines) {
      long start = Objects.requireNonNull(cuts.floor(line.time()));
      byStart.computeIfAbsent(start, s -> new ArrayList<>()).add(line);
    }
    List<ModelWindow> windows = new ArrayList<>();
    byStart.forEach(
        (start, of) ->
            windows.add(
                new ModelWindow(start, Objects.requireNonNull(cuts.higher(start)), start, of)));
    return windows;
  }
}
