package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.format.Format;
import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.WindowKind;
import io.github.flumeaggregation.window.alert.AlertRule;
import io.github.flumeaggregation.window.engine.Job;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a {@link WindowSink} of a configuration would do, for those who tell people. */
public final class WindowPlan {
  private final Job job;

  /**
   * The plan of a sink.
   *
   * @param name of the sink
   * @param settings all keys of the sink
   * @throws io.github.flumeaggregation.core.config.SettingsException with the faults of what it is
   *     to compute
   */
  public WindowPlan(String name, Map<String, String> settings) {
    this.job = Job.of(name, settings);
  }

  /** The node whose rows they are. */
  public String node() {
    return job.node;
  }

  /** How lines are read. */
  public Format format() {
    return job.format;
  }

  /** What is computed, with its windows, in the order of the configuration. */
  public Map<Aggregation, WindowKind> aggregations() {
    return Collections.unmodifiableMap(job.aggregations);
  }

  /** The names of the alerts, with those of the aggregations that they watch. */
  public Map<String, String> alerts() {
    Map<String, String> alerts = new LinkedHashMap<>();
    for (AlertRule rule : job.alerts) {
      alerts.put(rule.name, rule.aggregation.name());
    }
    return alerts;
  }

  /** For how long an alert goes on after a session, in milliseconds; 0 if it watches none. */
  public long keepFiringMillis(String alert) {
    for (AlertRule rule : job.alerts) {
      if (rule.name.equals(alert)) {
        return rule.keepFiringMillis;
      }
    }
    return 0;
  }

  /** How far past its end a file must be for a window to close, in milliseconds. */
  public long maxOutOfOrderMillis() {
    return job.timeRules.maxOutOfOrderMillis;
  }

  /** After how long a silent file holds no window open, in milliseconds. */
  public long idleTimeoutMillis() {
    return job.timeRules.idleTimeoutMillis;
  }

  /** For how long a closed window takes late lines, in milliseconds. */
  public long allowedLatenessMillis() {
    return job.timeRules.allowedLatenessMillis;
  }

  /** For how long changes by late lines are collected, in milliseconds; 0 if they are not. */
  public long reviseEveryMillis() {
    return job.reviseEveryMillis;
  }

  /** What the state may take in memory, in bytes. */
  public long maxStateBytes() {
    return job.maxStateBytes;
  }
}
