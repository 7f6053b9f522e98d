package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.metric.MetricTable;
import io.github.flumeaggregation.core.window.WindowOperator;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What can be watched of a {@link WindowEngine}. */
public final class EngineMetrics {
  public static final MetricTable<WindowEngine> TABLE = table();

  private EngineMetrics() {}

  private static MetricTable<WindowEngine> table() {
    MetricTable.Builder<WindowEngine> table = new MetricTable.Builder<>();
    addLines(table);
    addState(table);
    addAlerts(table);
    addCosts(table);
    return table.build();
  }

  private static void addLines(MetricTable.Builder<WindowEngine> table) {
    table
        .counter(
            "LinesRead",
            "lines",
            "lines read since the state began: the sum of the next four",
            engine -> engine.books().read())
        .counter("LinesCounted", "lines", "lines counted", engine -> engine.books().counted)
        .counter(
            "LinesUnparsed",
            "lines",
            "lines that are not of the format, or have no time",
            engine -> engine.books().unparsed)
        .counter(
            "LinesDuplicate",
            "lines",
            "lines whose bytes had been counted before",
            engine -> engine.books().duplicate)
        .counter(
            "LinesFuture",
            "lines",
            "lines too far ahead of the clock",
            engine -> engine.books().future)
        .counter(
            "LinesLateUnbooked",
            "lines",
            "lines that came late for windows whose books are no longer kept",
            engine -> sum(engine, WindowOperator::unbookedLines))
        .counter(
            "NotNumbers",
            "values",
            "values since the start that were no numbers where one was needed, which count as"
                + " missing",
            engine -> engine.notNumbers().values().stream().mapToLong(Long::longValue).sum())
        .text(
            "NotNumbersByField",
            "the same by field, such as bytes=2, duration=17; empty if there are none",
            EngineMetrics::byField)
        .counter(
            "NumbersOutOfRange",
            "values",
            "of these, numbers with more than 20 digits before the point",
            engine -> engine.numbersOutOfRange());
  }

  private static String byField(WindowEngine engine) {
    return engine.notNumbers().entrySet().stream()
        .map(Object::toString)
        .collect(Collectors.joining(", "));
  }

  private static void addState(MetricTable.Builder<WindowEngine> table) {
    table
        .gauge(
            "Slices",
            "slices",
            "stretches of time whose windows may still change",
            engine -> sum(engine, WindowOperator::slices))
        .gauge(
            "Groups",
            "groups",
            "the groups in them, added up: what takes memory",
            engine -> sum(engine, WindowOperator::groups))
        .gauge(
            "StateBytes",
            "bytes",
            "about what groups and slices take in memory, those of open windows twice, and"
                + " what is kept of each file or partition; at most three quarters of"
                + " maxStateBytes",
            engine -> engine.bound().bytesHeld());
  }

  private static long sum(WindowEngine engine, ToLongFunction<WindowOperator> number) {
    return engine.aggregations().stream().mapToLong(number).sum();
  }

  private static void addAlerts(MetricTable.Builder<WindowEngine> table) {
    table
        .gauge("AlertsFiring", "alerts", "alerts that fire", engine -> engine.alerts().firing())
        .counter(
            "AlertsDropped",
            "times",
            "how often a group should have been watched by an alert and maxAlerts others were",
            engine -> engine.alerts().dropped());
  }

  /** What the limits have cost. */
  private static void addCosts(MetricTable.Builder<WindowEngine> table) {
    table
        .counter(
            "SlicesFinalEarly",
            "slices",
            "slices since the start whose windows became final before their time, since"
                + " maxStateBytes was used up; should be 0",
            engine -> engine.closer().slicesFinalEarly())
        .counter(
            "GroupsFoldedEarly",
            "groups",
            "groups since the start that were folded into one, since maxStateBytes was used up;"
                + " should be 0",
            engine -> engine.closer().groupsFoldedEarly())
        .counter(
            "PartitionsForgotten",
            "partitions",
            "files or partitions whose positions were forgotten, since there are more than 100,000"
                + " or they take too much memory; should be 0",
            engine -> engine.counted().partitionsForgotten())
        .counter(
            "AssumedCounted",
            "positions",
            "bytes, or messages of Kafka, taken as counted, in gaps that were closed since one file"
                + " had more than 10,000; should be 0, unless a filter before the sink takes lines"
                + " out of blocks",
            engine -> engine.counted().assumedCounted())
        .counter(
            "PositionsForgotten",
            "positions",
            "bytes or messages that were counted and forgotten, since the gap beside them was larger"
                + " than they; should be 0 likewise",
            engine -> engine.counted().positionsForgotten());
  }
}
