package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.format.Format;
import io.github.flumeaggregation.core.format.Formats;
import io.github.flumeaggregation.core.runtime.HostName;
import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.WindowSpec;
import io.github.flumeaggregation.core.window.Windows;
import java.io.File;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the configuration of a {@link WindowSink} says, checked. */
final class WindowSinkConfig {
  /** Keys that Flume itself reads or that come with a sink group. */
  private static final String[] FLUME_KEYS = {"type", "channel"};

  /** Of the heap a quarter, unless something else is said. */
  private static final int HEAP_SHARE = 4;

  final String name;

  /** All settings, as they stand in the configuration, and the node in any case. */
  final Map<String, String> settings;

  final String node;
  final File stateDir;
  final int batchSize;
  final long batchBytes;
  final int maxPendingRows;

  /** Half of it is for groups, and a quarter for rows that wait. */
  final long maxStateBytes;

  /** How rows leave as files; null if a result source is to deliver them. */
  final @Nullable FilesConfig files;

  final TimeRules timeRules;
  final EventTime eventTime;
  final Format format;

  /** What is allowed but suspicious, for the log. */
  final List<String> warnings;

  final Map<Aggregation, Windows> aggregations = new LinkedHashMap<>();

  final List<AlertRule> alerts;

  /**
   * Reads the settings of the sink called {@code name}.
   *
   * @throws io.github.flumeaggregation.core.config.SettingsException with all faults
   */
  WindowSinkConfig(String name, Map<String, String> values) {
    this.name = name;
    Settings settings = Settings.of("WindowSink '" + name + "'", values);
    settings.ignore(FLUME_KEYS);
    node = settings.has("node") ? settings.required("node", "a name") : hostName(settings);
    this.settings = new TreeMap<>(values);
    this.settings.put("node", node);
    String home = System.getProperty("user.home");
    stateDir = new File(settings.text("stateDir", home + "/.flume/window-sink/" + name));
    batchSize = settings.integer("batchSize", 100, 1, 1_000_000);
    batchBytes = settings.sizeBytes("batchBytes", "16MiB");
    maxPendingRows = settings.integer("maxPendingRows", 100_000, 1, 100_000_000);
    maxStateBytes = settings.sizeBytes("maxStateBytes", defaultMaxStateBytes());
    files = FilesConfig.read(settings, maxPendingRows);
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
    for (String aggregation : settings.names("aggregations")) {
      readAggregation(aggregation, settings.under("aggregations." + aggregation));
    }
    alerts = AlertRules.read(settings, aggregations, format.fields());
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

  /** All settings that say which lines an aggregation counts in which windows and groups. */
  Map<String, String> definition(String aggregation) {
    String prefix = "aggregations." + aggregation + ".";
    Set<String> own = new HashSet<>();
    for (String key : Arrays.asList("window", "where", "groupBy")) {
      own.add(prefix + key);
    }
    Map<String, String> definition = new TreeMap<>(settings);
    definition
        .keySet()
        .removeIf(
            key ->
                !own.contains(key)
                    && !key.equals("format")
                    && !key.startsWith("format.")
                    && !key.equals("time"));
    return definition;
  }

  /** All settings on which the state of an alert depends, those of its aggregation included. */
  Map<String, String> definition(AlertRule alert) {
    Map<String, String> definition = definition(alert.aggregation.name());
    for (String key : Arrays.asList("on", "when", "for", "resolve", "noData")) {
      String full = "alerts." + alert.name + "." + key;
      definition.put(full, settings.getOrDefault(full, ""));
    }
    // By its labels a receiver tells an alert from others.
    String labels = "alerts." + alert.name + ".labels.";
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(labels)) {
            definition.put(key, value);
          }
        });
    return definition;
  }

  private static String defaultMaxStateBytes() {
    return Runtime.getRuntime().maxMemory() / HEAP_SHARE + "B";
  }

  private static String hostName(Settings settings) {
    String name = HostName.find();
    if (name == null) {
      settings.fault(
          "node",
          "is not set, and this host has no name but 'localhost', which every host has. Set it to a"
              + " name that no other agent has, such as 'node = web1': it is in the ids of the"
              + " rows");
      return "";
    }
    return name;
  }
}
