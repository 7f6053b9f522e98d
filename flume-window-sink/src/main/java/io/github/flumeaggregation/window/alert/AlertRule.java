package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.expression.Condition;
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
  private final List<Condition> sampleConditions;

  AlertRule(AlertRuleReader reader) {
    name = reader.name;
    aggregation = reader.aggregation;
    windows = reader.windows;
    forMillis = reader.forMillis;
    keepFiringMillis = reader.keepFiringMillis;
    noDataMillis = reader.noDataMillis;
    resendMillis = reader.resendMillis;
    maxAgeMillis = reader.maxAgeMillis;
    maxAlerts = reader.maxAlerts;
    samples = reader.samples;
    labels = Collections.unmodifiableMap(reader.labels);
    annotations = Collections.unmodifiableMap(reader.annotations);
    groupLabels = Collections.unmodifiableList(reader.groupLabels);
    conditions = reader.conditions;
    sampleConditions = reader.sampleConditions;
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
    if (!aggregation.accepts(line)) {
      return false;
    }
    for (Condition condition : sampleConditions) {
      if (condition.test(line)) {
        return true;
      }
    }
    return sampleConditions.isEmpty();
  }
}
