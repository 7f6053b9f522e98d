package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.format.Format;
import io.github.flumeaggregation.core.format.Formats;
import io.github.flumeaggregation.core.runtime.HostName;
import io.github.flumeaggregation.core.table.Tables;
import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.WindowKind;
import io.github.flumeaggregation.core.window.WindowSpec;
import io.github.flumeaggregation.core.window.Windows;
import io.github.flumeaggregation.window.alert.AlertRule;
import io.github.flumeaggregation.window.alert.AlertRules;
import io.github.flumeaggregation.window.time.TimeRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is to be computed: of which lines, in which windows, and what is to be said of it. All of a
 * sink's configuration on which its rows depend, checked.
 */
public final class Job {
  /** Of the heap a quarter, unless something else is said. */
  private static final int HEAP_SHARE = 4;

  private static final long MOST_REVISE_EVERY_MILLIS = 86_400_000;

  /** Where an unknown key is a fault whoever reads the job. */
  private static final List<String> GROUPS =
      Arrays.asList("format.", "define.", "aggregations.", "alerts.");

  /**
   * What the names of settings begin with that say what tables held. No configuration has such a
   * name: the sink adds them, so that a state knows under which tables it was made.
   */
  private static final String TABLE = "lookup ";

  /** Of the sink. */
  public final String name;

  /** All settings of the sink, as they stand in the configuration, and the node in any case. */
  public final Map<String, String> settings;

  /** The name of the agent's host in ids, rows and alerts. */
  public final String node;

  /** Half of it is for groups, and a quarter for rows that wait. */
  public final long maxStateBytes;

  public final TimeRules timeRules;
  public final Format format;

  public final Map<Aggregation, WindowKind> aggregations = new LinkedHashMap<>();

  public final List<AlertRule> alerts;

  /** For how long changes by late lines are collected; 0 if each batch emits its own. */
  public final long reviseEveryMillis;

  private final Tables tables;

  /**
   * Reads the settings of the sink called {@code name}, less those that say where its state is and
   * how its rows leave. Faults are noted in {@code settings}; the job is usable only if there are
   * none.
   *
   * @param values what {@code settings} are made of
   */
  public Job(String name, Settings settings, Map<String, String> values) {
    this(name, settings, values, Tables.remembered(rememberedTables(values)));
  }

  private Job(String name, Settings settings, Map<String, String> values, Tables tables) {
    this.name = name;
    this.tables = tables;
    node = settings.has("node") ? settings.required("node", "a name") : hostName(settings);
    this.settings = new TreeMap<>(values);
    this.settings.put("node", node);
    maxStateBytes = settings.sizeBytes("maxStateBytes", defaultMaxStateBytes());
    timeRules = new TimeRules(settings);
    format = Formats.readWithTime(settings, tables);
    for (String aggregation : settings.names("aggregations")) {
      readAggregation(aggregation, settings.under("aggregations." + aggregation));
    }
    alerts = AlertRules.read(settings, aggregations, format.fields());
    reviseEveryMillis = settings.durationMillis("reviseEvery", "0s");
    checkReviseEvery(settings);
    tables.hashes().forEach((file, hash) -> this.settings.put(TABLE + file, hash));
    settings.required("aggregations", "name what to compute, such as 'aggregations = traffic'");
  }

  /**
   * The job alone of a sink with these settings, whatever else they say.
   *
   * @throws io.github.flumeaggregation.core.config.SettingsException with all faults
   */
  public static Job of(String name, Map<String, String> values) {
    Settings settings = Settings.of("WindowSink '" + name + "'", values);
    Job job = new Job(name, settings, values);
    for (String key : values.keySet()) {
      if (GROUPS.stream().noneMatch(key::startsWith)) {
        settings.ignore(key);
      }
    }
    settings.finish();
    return job;
  }

  /**
   * The same job for another thread: it shares with this one only what is never changed, the tables
   * among it.
   */
  Job twin() {
    return new Job(name, Settings.of("WindowSink '" + name + "'", settings), settings, tables);
  }

  private void checkReviseEvery(Settings settings) {
    if (reviseEveryMillis > MOST_REVISE_EVERY_MILLIS) {
      settings.fault(
          "reviseEvery",
          "must be 0s to 1d: for that long, rows lack late lines. With '0s' they come again with"
              + " each batch; '10s' is enough for most");
    }
    if (reviseEveryMillis > 0
        && aggregations.keySet().stream().noneMatch(this::collectsRevisions)) {
      settings.warn(
          "reviseEvery",
          "changes nothing: rows of sessions, and of what an alert rule looks at, always come again"
              + " at once");
    }
  }

  /** Whether changes of its windows by late lines may wait for others. */
  boolean collectsRevisions(Aggregation aggregation) {
    return reviseEveryMillis > 0
        && aggregations.get(aggregation) instanceof Windows
        && alerts.stream().noneMatch(rule -> rule.judgesRows() && rule.aggregation == aggregation);
  }

  private static Map<String, String> rememberedTables(Map<String, String> values) {
    Map<String, String> tables = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(TABLE)) {
            tables.put(key.substring(TABLE.length()), value);
          }
        });
    return tables;
  }

  private void readAggregation(String name, Settings settings) {
    Aggregation aggregation = Aggregation.read(name, settings, format.fields());
    WindowKind windows = WindowSpec.read(settings, aggregation);
    if (windows != null) {
      aggregations.put(aggregation, windows);
    }
  }

  /** All settings that say which lines an aggregation counts in which windows and groups. */
  public Map<String, String> definition(String aggregation) {
    String prefix = "aggregations." + aggregation + ".";
    Set<String> own = new HashSet<>();
    for (String key : Arrays.asList("window", "where", "groupBy")) {
      own.add(prefix + key);
    }
    Map<String, String> definition = new TreeMap<>(settings);
    for (String key : Arrays.asList("where", "groupBy")) {
      own.addAll(usedKeys(settings.getOrDefault(prefix + key, "")));
    }
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

  /** The keys of the definitions and tables that a text uses. */
  private List<String> usedKeys(String text) {
    List<String> keys = new ArrayList<>();
    for (String name : format.fields().definitionsIn(text).keySet()) {
      keys.add("define." + name);
    }
    for (String file : format.fields().tablesIn(text).keySet()) {
      keys.add(TABLE + file);
    }
    return keys;
  }

  /** The keys of which an aggregation depends and that are not as they were for {@code before}. */
  public Set<String> changes(Job before, String aggregation) {
    Map<String, String> old = before.definition(aggregation);
    Map<String, String> now = definition(aggregation);
    Set<String> keys = new TreeSet<>(old.keySet());
    keys.addAll(now.keySet());
    keys.removeIf(key -> Objects.equals(old.get(key), now.get(key)));
    return keys;
  }

  /** The files whose tables are not what they were for {@code before}. */
  public List<String> changedTables(Job before) {
    List<String> changed = new ArrayList<>();
    settings.forEach(
        (key, hash) -> {
          String old = before.settings.get(key);
          if (key.startsWith(TABLE) && old != null && !old.equals(hash)) {
            changed.add(key.substring(TABLE.length()));
          }
        });
    return changed;
  }

  /** All settings on which the state of an alert depends, those of its aggregation included. */
  public Map<String, String> definition(AlertRule alert) {
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
