package io.github.flumeaggregation.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A configuration with every part of ours: logs are tailed, counted in windows of one minute and in
 * windows of five that begin every minute, and the rows go to files.
 */
final class Pipeline {
  private static final String CONF =
      """
      a1.sources = log rows
      a1.channels = lines results
      a1.sinks = windows files
      a1.sources.log.type = io.github.flumeaggregation.tail.TailSource
      a1.sources.log.paths = DIR/logs/*
      a1.sources.log.positionFile = DIR/state/positions.json
      a1.sources.log.startAt = beginning
      a1.sources.log.batchSize = 500
      a1.sources.log.channels = lines
      a1.channels.lines.type = memory
      a1.channels.lines.capacity = 20000
      a1.channels.lines.transactionCapacity = 1000
      a1.channels.lines.keep-alive = 0
      a1.sinks.windows.type = io.github.flumeaggregation.window.WindowSink
      a1.sinks.windows.channel = lines
      a1.sinks.windows.node = it
      a1.sinks.windows.stateDir = DIR/state/windows
      a1.sinks.windows.format = combined
      a1.sinks.windows.idleTimeout = 2s
      a1.sinks.windows.aggregations = perMinute fiveMinutes
      a1.sinks.windows.aggregations.perMinute.window = tumbling 1m
      a1.sinks.windows.aggregations.perMinute.groupBy = status
      a1.sinks.windows.aggregations.perMinute.compute = COMPUTE
      a1.sinks.windows.aggregations.fiveMinutes.window = sliding 5m every 1m
      a1.sinks.windows.aggregations.fiveMinutes.groupBy = status
      a1.sinks.windows.aggregations.fiveMinutes.compute = COMPUTE
      a1.sources.rows.type = io.github.flumeaggregation.window.WindowResultSource
      a1.sources.rows.sink = windows
      a1.sources.rows.channels = results
      a1.channels.results.type = memory
      a1.channels.results.capacity = 10000
      a1.channels.results.transactionCapacity = 1000
      a1.channels.results.keep-alive = 30
      a1.sinks.files.type = file_roll
      a1.sinks.files.channel = results
      a1.sinks.files.sink.directory = DIR/rows
      a1.sinks.files.sink.rollInterval = 0
      a1.sinks.files.sink.batchSize = 1
      """;

  private final Path dir;

  private Pipeline(Path dir) {
    this.dir = dir;
  }

  /** A pipeline with its logs, state and rows below {@code dir}. */
  static Pipeline in(Path dir) throws IOException {
    Files.createDirectory(dir.resolve("logs"));
    Files.createDirectory(dir.resolve("rows"));
    return new Pipeline(dir);
  }

  String conf() {
    return CONF.replace("DIR", dir.toString()).replace("COMPUTE", Statistics.COMPUTE);
  }

  /** The same with channels on disk, so that nothing is lost when the agent is killed. */
  String durableConf() {
    return conf()
        .replace("a1.channels.lines.type = memory", fileChannel("lines"))
        .replace("a1.channels.results.type = memory", fileChannel("results"))
        .replace("sink.batchSize = 1", "sink.batchSize = 100");
  }

  /**
   * The same with three more: all of ten minutes so far, each minute, and sessions, by status; and
   * how many lines have at most so many bytes, by the class of the status, which is in a table.
   */
  String durableConfOfAllWindows() throws IOException {
    Path classes = dir.resolve("classes.csv");
    if (!Files.exists(classes)) {
      Files.writeString(classes, AccessLog.classesOfStatuses());
    }
    String sizes = "a1.sinks.windows.aggregations.sizes.";
    String aggregation = "a1.sinks.windows.aggregations.soFar.";
    String sessions = "a1.sinks.windows.aggregations.visits.";
    return durableConf()
            .replace("aggregations = perMinute", "aggregations = soFar visits sizes perMinute")
        + String.join(
            "\n",
            aggregation + "window = cumulative 10m every 1m",
            aggregation + "groupBy = status",
            aggregation + "compute = " + Statistics.COMPUTE,
            sessions + "window = session 10s max 10m",
            sessions + "groupBy = status",
            sessions + "compute = " + Statistics.COMPUTE,
            sizes + "window = tumbling 1m",
            sizes + "groupBy = lookup(status, \"" + classes + "\", \"class\") as class",
            sizes + "compute = count, histogram(bytes, 1000, 1000000) as size",
            "");
  }

  private String fileChannel(String name) {
    String prefix = "a1.channels." + name + ".";
    String state = dir.resolve("state").resolve(name).toString();
    return String.join(
        "\n",
        prefix + "type = file",
        prefix + "checkpointDir = " + state + "/checkpoint",
        prefix + "dataDirs = " + state + "/data",
        prefix + "checkpointInterval = 1000",
        prefix + "maxFileSize = 20000000",
        prefix + "minimumRequiredSpace = 1000000");
  }

  /** The folder whose files are tailed. */
  Path logs() {
    return dir.resolve("logs");
  }

  RowFiles rows() {
    return new RowFiles(dir.resolve("rows"));
  }

  /** What the newest rows of an aggregation say, by {@code start status}. */
  Map<String, Statistics> windows(String aggregation) throws IOException {
    return rows().read().statistics(aggregation);
  }

  /** Whether so many lines have been read, and all that count are in closed windows. */
  boolean isDrained(long lines) throws IOException {
    Rows rows = rows().read();
    return rows.sinkLines("read") == lines && isAllInWindows(rows);
  }

  /** As {@link #isDrained}; a kill may have made the tailer deliver lines again. */
  boolean isDrainedAfterKills(long lines) throws IOException {
    Rows rows = rows().read();
    return rows.sinkLines("read") - rows.sinkLines("duplicate") == lines && isAllInWindows(rows);
  }

  private static boolean isAllInWindows(Rows rows) {
    long counted = rows.sinkLines("counted");
    return rows.windowLines("perMinute", "in") == counted
        && rows.windowLines("fiveMinutes", "in") == 5 * counted;
  }
}
