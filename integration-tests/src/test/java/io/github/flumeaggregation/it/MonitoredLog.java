package io.github.flumeaggregation.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A log, and the configuration of an agent that reads it with every kind of component of ours. */
final class MonitoredLog {
  private static final String CONF =
      """
      a1.sources = log results
      a1.channels = lines rows alerts
      a1.sinks = windows rows alerts
      a1.sources.log.type = io.github.flumeaggregation.tail.TailSource
      a1.sources.log.paths = DIR/access.log
      a1.sources.log.positionFile = DIR/positions.json
      a1.sources.log.startAt = beginning
      a1.sources.log.channels = lines
      a1.sources.log.interceptors = live
      a1.sources.log.interceptors.live.type = io.github.flumeaggregation.interceptor.AggregationInterceptor$Builder
      a1.sources.log.interceptors.live.name = live
      a1.sources.log.interceptors.live.format = combined
      a1.sources.log.interceptors.live.aggregations = statuses
      a1.sources.log.interceptors.live.aggregations.statuses.groupBy = status
      a1.sources.log.interceptors.live.aggregations.statuses.compute = count
      a1.channels.lines.type = file
      a1.channels.lines.checkpointDir = DIR/checkpoint
      a1.channels.lines.dataDirs = DIR/data
      a1.sinks.windows.type = io.github.flumeaggregation.window.WindowSink
      a1.sinks.windows.channel = lines
      a1.sinks.windows.node = web1
      a1.sinks.windows.stateDir = DIR/state
      a1.sinks.windows.format = combined
      a1.sinks.windows.aggregations = traffic
      a1.sinks.windows.aggregations.traffic.window = tumbling 1m
      a1.sinks.windows.aggregations.traffic.groupBy = status
      a1.sinks.windows.aggregations.traffic.compute = count, sum(bytes), p95(bytes)
      a1.sinks.windows.alerts = errors
      a1.sinks.windows.alerts.errors.on = traffic
      a1.sinks.windows.alerts.errors.when = count > 1000000
      a1.sources.results.type = io.github.flumeaggregation.window.WindowResultSource
      a1.sources.results.sink = windows
      a1.sources.results.channels = rows
      a1.channels.rows.type = memory
      a1.sinks.rows.type = file_roll
      a1.sinks.rows.sink.directory = DIR/rows
      a1.sinks.rows.channel = rows
      a1.channels.alerts.type = memory
      a1.sinks.alerts.type = io.github.flumeaggregation.window.AlertmanagerSink
      a1.sinks.alerts.urls = http://127.0.0.1:1
      a1.sinks.alerts.channel = alerts
      """;

  /** The totals that are part of the sink's state, and never fall. */
  static final List<String> OUTCOMES = List.of("counted", "unparsed", "duplicate", "future");

  private final Path dir;
  private final AccessLog log = new AccessLog(7, 100);
  private long lines;

  MonitoredLog(Path dir) throws IOException {
    this.dir = dir;
    Files.createDirectory(dir.resolve("rows"));
  }

  String conf() {
    return CONF.replace("DIR", dir.toString());
  }

  /** Writes more lines. */
  void write(int count) throws IOException {
    Files.write(
        dir.resolve("access.log"),
        log.lines(count),
        StandardCharsets.ISO_8859_1,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    lines += count;
  }

  /** How many lines have been written. */
  long lines() {
    return lines;
  }

  static String outcome(String outcome) {
    return "flume_window_sink_lines_total{outcome=\"" + outcome + "\",sink=\"windows\"}";
  }

  /** Lines that are counted or unparsed; -1 while the sink does not know them. */
  static double seen(Scrape scrape) {
    double counted = scrape.value(outcome("counted"));
    return counted < 0 ? -1 : counted + scrape.value(outcome("unparsed"));
  }
}
