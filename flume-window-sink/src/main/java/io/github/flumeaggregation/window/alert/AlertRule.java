package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.WindowKind;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What the configuration says of one alert, checked. Made by {@link AlertRules}. */
public final class AlertRule {
  /** A duration that never passes: {@code off}. */
  static final long NEVER = Long.MAX_VALUE;

  public final String name;
  public final Aggregation aggregation;
  final WindowKind windows;
  final long forMillis;

  /** For how long it goes on after a session; 0 unless it watches sessions. */
  public final long keepFiringMillis;

  /** After how long without data it fires; {@link #NEVER} unless it watches for that. */
  final long noDataMillis;

  final long resendMillis;
  final long maxAgeMillis;

  /** How many groups may be watched at a time. */
  final int maxAlerts;

  /** How many lines a notification shows. */
  public final int samples;

  final Map<String, String> labels;
  final Map<String, String> annotations;

  /** The names of the labels that hold the group, in the order of {@code groupBy}. */
  final List<String> groupLabels;

  private final @Nullable AlertConditions conditions;

  /** Reads its keys; faults are noted in the settings. */
  AlertRule(AlertRuleReader keys) {
    name = keys.name;
    aggregation = keys.aggregation;
    windows = keys.windows;
    resendMillis = keys.resendMillis();
    maxAgeMillis = keys.durationOrOff("maxAge", "1d", 0);
    maxAlerts = keys.own.integer("maxAlerts", 1_000, 1, 100_000);
    samples = keys.own.integer("samples", 0, 0, 10);
    groupLabels = Collections.unmodifiableList(keys.groupLabels());
    labels = Collections.unmodifiableMap(keys.labels(groupLabels));
    annotations = Collections.unmodifiableMap(keys.annotations());
    forMillis = keys.forMillis();
    keepFiringMillis = keys.keepFiringMillis();
    noDataMillis = keys.noDataMillis();
    conditions = keys.conditions();
    keys.checkTogether();
  }

  /** Whether it judges rows. */
  public boolean judgesRows() {
    return conditions != null;
  }

  /** Whether it watches for missing data. */
  boolean watchesForData() {
    return noDataMillis != NEVER;
  }

  /** What it judges rows by. */
  AlertConditions conditions() {
    if (conditions == null) {
      throw new IllegalStateException("alert " + name + " has no condition");
    }
    return conditions;
  }

  /**
   * Whether a line is one that a notification may show: the aggregation takes it, and if {@code
   * when} names counts with conditions, one of those holds.
   */
  boolean isSample(Record line) {
    return aggregation.accepts(line) && (conditions == null || conditions.countsOneOf(line));
  }
}
