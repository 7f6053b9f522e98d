package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.metric.Metric;
import io.github.flumeaggregation.core.metric.MetricTable;
import io.github.flumeaggregation.window.engine.EngineMetrics;
import io.github.flumeaggregation.window.state.StateMetrics;
import java.util.List;

/** What can be watched of a {@link WindowSink}, beside the numbers of every Flume sink. */
final class WindowSinkMetrics {
  /** Has a value while the sink is stopped, too. */
  static final MetricTable<SinkStatistics> ALWAYS =
      new MetricTable.Builder<SinkStatistics>()
          .gauge(
              "Working",
              "yes or no",
              "1 while the sink has its state open and works; 0 while it is stopped or cannot open"
                  + " it, and then all other numbers are the last ones that it had: alert on it",
              statistics -> statistics.isWorking() ? 1 : 0)
          .gauge(
              "NewestLineAgeMillis",
              "milliseconds",
              "by how much the newest line's time is behind the clock; 0 before the first",
              SinkStatistics::newestLineAgeMillis)
          .build();

  /** Read while it works, under its lock. */
  static final MetricTable<RunningSink> RUNNING =
      new MetricTable.Builder<RunningSink>()
          .counter(
              "FilesWritten",
              "files",
              "exactly-once files made since the start",
              RunningSink::filesWritten)
          .counter(
              "FileFailures",
              "attempts",
              "attempts to make them since the start that failed; each is made again",
              RunningSink::fileFailures)
          .counter(
              "EventsSetAside",
              "events",
              "events since the start that could not be processed, whose lines are booked as"
                  + " unparsed; should be 0",
              RunningSink::eventsSetAside)
          .build();

  static final List<Metric<?>> ALL =
      MetricTable.all(ALWAYS, EngineMetrics.TABLE, StateMetrics.TABLE, RUNNING);

  private WindowSinkMetrics() {}
}
