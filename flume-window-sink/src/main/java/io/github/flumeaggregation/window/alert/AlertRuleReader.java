package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.expression.ColumnFields;
import io.github.flumeaggregation.core.expression.ComputeList;
import io.github.flumeaggregation.core.expression.Condition;
import io.github.flumeaggregation.core.expression.Conditions;
import io.github.flumeaggregation.core.expression.NamedField;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.SessionWindows;
import io.github.flumeaggregation.core.window.WindowKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the keys of one alert, and checks them. */
final class AlertRuleReader {
  /** The names that Prometheus and its Alertmanager allow for labels and annotations. */
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private static final Set<String> OUR_LABELS =
      new HashSet<>(Arrays.asList("alertname", "aggregation", "node", "reason"));
  private static final Set<String> OUR_ANNOTATIONS =
      new HashSet<>(
          Arrays.asList(
              "condition", "value", "window", "samples", "correction", "cause", "detail"));

  private static final int DEFAULT_MAX_ALERTS = 1_000;
  private static final int LARGEST_MAX_ALERTS = 100_000;
  private static final int LARGEST_SAMPLES = 10;
  private static final long SHORTEST_MILLIS = 1_000;

  /** After this time Alertmanager takes an alert that is not sent again for resolved. */
  private static final long FORGOTTEN_MILLIS = 300_000;

  final String name;
  final Aggregation aggregation;
  final WindowKind windows;
  final Map<String, String> labels = new TreeMap<>();
  final Map<String, String> annotations = new TreeMap<>();
  final List<String> groupLabels = new ArrayList<>();
  List<Condition> sampleConditions = new ArrayList<>();
  @Nullable AlertConditions conditions;
  long forMillis;
  long keepFiringMillis;
  long noDataMillis = AlertRule.NEVER;
  long resendMillis;
  long maxAgeMillis;
  int maxAlerts;
  int samples;

  AlertRuleReader(String name, Aggregation aggregation, WindowKind windows) {
    this.name = name;
    this.aggregation = aggregation;
    this.windows = windows;
  }

  /**
   * The alert.
   *
   * @param own the alert's keys
   * @param on the keys of its aggregation
   * @param fields of the lines
   */
  AlertRule read(Settings own, Settings on, Fields fields) {
    resendMillis = durationOrOff(own, "resendEvery", "1m", SHORTEST_MILLIS);
    maxAgeMillis = durationOrOff(own, "maxAge", "1d", 0);
    maxAlerts = own.integer("maxAlerts", DEFAULT_MAX_ALERTS, 1, LARGEST_MAX_ALERTS);
    samples = own.integer("samples", 0, 0, LARGEST_SAMPLES);
    if (resendMillis > FORGOTTEN_MILLIS && resendMillis != AlertRule.NEVER) {
      own.warn(
          "resendEvery",
          "Alertmanager takes an alert for resolved that it has not heard of for its"
              + " resolve_timeout, 5m unless set");
    }
    readGroupLabels(own);
    readNames(own, "labels", OUR_LABELS, labels);
    readNames(own, "annotations", OUR_ANNOTATIONS, annotations);
    if (windows instanceof SessionWindows) {
      readOfSessions(own);
    } else {
      readOfWindows(own);
    }
    readTriggers(own, on, fields);
    return new AlertRule(this);
  }

  private void readOfWindows(Settings own) {
    forMillis = own.durationMillis("for", "0ms");
    if (own.has("keepFiringFor")) {
      own.fault(
          "keepFiringFor", "goes with sessions; an alert on other windows ends with a window");
    }
  }

  /** No session follows another, so that nothing can last from one to the next. */
  private void readOfSessions(Settings own) {
    keepFiringMillis = own.durationMillis("keepFiringFor", "1h");
    if (keepFiringMillis < SHORTEST_MILLIS) {
      own.fault("keepFiringFor", "allowed is a duration of at least 1s");
    }
    for (String key : Arrays.asList("for", "resolve")) {
      if (own.has(key)) {
        own.fault(
            key,
            "is for windows that follow each other, and sessions do not; an alert on a session"
                + " ends when keepFiringFor has passed");
      }
    }
    if (own.has("noData")) {
      own.fault(
          "noData",
          "is not for sessions, which end because nothing comes; watch an aggregation of"
              + " 'tumbling 1m', say, of the same lines");
    }
  }

  private void readTriggers(Settings own, Settings on, Fields fields) {
    if (own.has("noData")) {
      noDataMillis = own.durationMillis("noData", "5m");
      if (noDataMillis < SHORTEST_MILLIS) {
        own.fault("noData", "allowed is a duration of at least 1s");
      }
    }
    if (own.has("when")) {
      readConditions(own, on, fields);
    } else if (!own.has("noData")) {
      own.required("when", "say when it fires, such as 'count > 100', or set noData");
    }
    for (String key : Arrays.asList("for", "resolve", "samples")) {
      if (own.has(key) && !own.has("when")) {
        own.fault(key, "goes with when, which is not set");
      }
    }
  }

  private void readConditions(Settings own, Settings on, Fields fields) {
    if (aggregation.aggregates().columns().isEmpty()) {
      own.ignore("when", "resolve");
      return; // the fault is in compute, and has been noted
    }
    ColumnFields columns = new ColumnFields(ComputeList.parse(on.text("compute", ""), fields));
    Condition when = compile(own, "when", columns);
    sampleConditions = columns.conditionsOfUsedCounts();
    Condition resolve = own.has("resolve") ? compile(own, "resolve", columns) : null;
    if (when != null) {
      conditions = new AlertConditions(own.text("when", ""), when, resolve, columns);
    }
  }

  private static @Nullable Condition compile(Settings own, String key, ColumnFields columns) {
    try {
      String text = own.text(key, "");
      Condition condition = Conditions.compile(text, columns);
      Conditions.suspicions(text).forEach(suspicion -> own.warn(key, suspicion));
      return condition;
    } catch (IllegalArgumentException e) {
      own.fault(key, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static long durationOrOff(
      Settings own, String key, String defaultValue, long shortestMillis) {
    if (own.text(key, defaultValue).equals("off")) {
      return AlertRule.NEVER;
    }
    long millis = own.durationMillis(key, defaultValue);
    if (millis < shortestMillis) {
      own.fault(key, "allowed is off, or a duration of at least " + shortestMillis + "ms");
    }
    return millis;
  }

  private void readGroupLabels(Settings own) {
    for (NamedField field : aggregation.groupBy()) {
      String label = field.name().replaceAll("[^a-zA-Z0-9_]", "_");
      label = label.matches("[0-9].*") ? "_" + label : label;
      label = OUR_LABELS.contains(label) ? "group_" + label : label;
      if (groupLabels.contains(label)) {
        own.fault("on", "two fields of its groupBy give the label " + label);
      }
      groupLabels.add(label);
    }
  }

  private void readNames(Settings own, String kind, Set<String> ours, Map<String, String> into) {
    Settings group = own.under(kind);
    for (String key : group.keys()) {
      into.put(key, group.text(key, ""));
      if (!LABEL.matcher(key).matches()) {
        group.fault(key, "allowed in the name are letters, digits and _, no digit first");
      } else if (ours.contains(key) || (kind.equals("labels") && groupLabels.contains(key))) {
        group.fault(key, "the sink sets " + key + " itself; take another name");
      }
    }
  }
}
