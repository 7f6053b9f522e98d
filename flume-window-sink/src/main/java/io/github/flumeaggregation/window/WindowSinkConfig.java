package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.format.Format;
import io.github.flumeaggregation.core.format.Formats;
import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.WindowSpec;
import io.github.flumeaggregation.core.window.Windows;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the configuration of a {@link WindowSink} says, checked. */
final class WindowSinkConfig {
  /** Keys that Flume itself reads or that come with a sink group. */
  private static final String[] FLUME_KEYS = {"type", "channel"};

  final String node;
  final String stateDir;
  final int batchSize;
  final long batchBytes;
  final int maxPendingRows;
  final TimeRules timeRules;
  final EventTime eventTime;
  final Format format;

  /** What is allowed but suspicious, for the log. */
  final List<String> warnings;

  final Map<Aggregation, Windows> aggregations = new LinkedHashMap<>();

  /**
   * Reads the settings of the sink called {@code name}.
   *
   * @throws io.github.flumeaggregation.core.config.SettingsException with all faults
   */
  WindowSinkConfig(String name, Map<String, String> values) {
    Settings settings = Settings.of("WindowSink '" + name + "'", values);
    settings.ignore(FLUME_KEYS);
    node = settings.has("node") ? settings.required("node", "a name") : hostName();
    stateDir =
        settings.text("stateDir", System.getProperty("user.home") + "/.flume/window-sink/" + name);
    batchSize = settings.integer("batchSize", 100, 1, 1_000_000);
    batchBytes = settings.sizeBytes("batchBytes", "16MiB");
    maxPendingRows = settings.integer("maxPendingRows", 100_000, 1, 100_000_000);
    timeRules = new TimeRules(settings);
    eventTime =
        settings.oneOf("time", "record", "record", "header").equals("header")
            ? EventTime.HEADER
            : EventTime.RECORD;
    format = Formats.read(settings);
    if (eventTime == EventTime.RECORD && !format.givesTime()) {
      settings.fault(
          "format",
          "which field holds the time must be said by format.timeField, or the event's header be"
              + " taken by time = header");
    }
    for (String aggregation : settings.words("aggregations")) {
      readAggregation(aggregation, settings.under("aggregations." + aggregation));
    }
    settings.required("aggregations", "name what to compute, such as 'aggregations = traffic'");
    settings.finish();
    warnings = settings.warnings();
  }

  private void readAggregation(String name, Settings settings) {
    Aggregation aggregation = Aggregation.read(name, settings, format.fields());
    Windows windows = WindowSpec.read(settings, aggregation);
    if (windows != null) {
      aggregations.put(aggregation, windows);
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
