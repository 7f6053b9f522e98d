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

  private static final long SHORTEST_MILLIS = 1_000;

  /** After this time Alertmanager takes an alert that is not sent again for resolved. */
  private static final long FORGOTTEN_MILLIS = 300_000;

  final String name;
  final Aggregation aggregation;
  final WindowKind windows;
  final Settings own;
  private final Settings on;
  private final Fields fields;

  /**
   * @param own the alert's keys
   * @param on the keys of its aggregation
   * @param fields of the lines
   */
  AlertRuleReader(
      String name,
      Aggregation aggregation,
      WindowKind windows,
      Settings own,
      Settings on,
      Fields fields) {
    this.name = name;
    this.aggregation = aggregation;
    this.windows = windows;
    this.own = own;
    this.on = on;
    this.fields = fields;
  }

  long durationOrOff(String key, String defaultValue, long shortestMillis) {
    if (own.text(key, defaultValue).equals("off")) {
      return AlertRule.NEVER;
    }
    long millis = own.durationMillis(key, defaultValue);
    if (millis < shortestMillis) {
      own.fault(key, "allowed is off, or a duration of at least " + shortestMillis + "ms");
    }
    return millis;
  }

  long resendMillis() {
    long millis = durationOrOff("resendEvery", "1m", SHORTEST_MILLIS);
    if (millis > FORGOTTEN_MILLIS && millis != AlertRule.NEVER) {
      own.warn(
          "resendEvery",
          "Alertmanager takes an alert for resolved that it has not heard of for its"
              + " resolve_timeout, 5m unless set");
    }
    return millis;
  }

  /** No session follows another, so that nothing can last from one to the next. */
  private boolean isOfSessions() {
    return windows instanceof SessionWindows;
  }

  long forMillis() {
    if (!isOfSessions()) {
      return own.durationMillis("for", "0ms");
    }
    for (String key : Arrays.asList("for", "resolve")) {
      if (own.has(key)) {
        own.fault(
            key,
            "is for windows that follow each other, and sessions do not; an alert on a session"
                + " ends when keepFiringFor has passed");
      }
    }
    return 0;
  }

  /** 0 unless it watches sessions. */
  long keepFiringMillis() {
    if (!isOfSessions()) {
      if (own.has("keepFiringFor")) {
        own.fault(
            "keepFiringFor", "goes with sessions; an alert on other windows ends with a window");
      }
      return 0;
    }
    return atLeastASecond("keepFiringFor", "1h");
  }

  /** {@link AlertRule#NEVER} unless it is set. */
  long noDataMillis() {
    if (!own.has("noData")) {
      return AlertRule.NEVER;
    }
    if (isOfSessions()) {
      own.fault(
          "noData",
          "is not for sessions, which end because nothing comes; watch an aggregation of"
              + " 'tumbling 1m', say, of the same lines");
    }
    return atLeastASecond("noData", "5m");
  }

  private long atLeastASecond(String key, String defaultValue) {
    long millis = own.durationMillis(key, defaultValue);
    if (millis < SHORTEST_MILLIS) {
      own.fault(key, "allowed is a duration of at least 1s");
    }
    return millis;
  }

  /** Null if it does not judge rows. */
  @Nullable
  AlertConditions conditions() {
    if (!own.has("when")) {
      return null;
    }
    if (aggregation.aggregates().columns().isEmpty()) {
      own.ignore("when", "resolve");
      return null; // the fault is in compute, and has been noted
    }
    ColumnFields columns = new ColumnFields(ComputeList.parse(on.text("compute", ""), fields));
    Condition when = compile("when", columns);
    List<Condition> counted = columns.conditionsOfUsedCounts();
    Condition resolve = own.has("resolve") ? compile("resolve", columns) : null;
    return when == null
        ? null
        : new AlertConditions(own.text("when", ""), when, counted, resolve, columns);
  }

  /** What fires it is there, and what goes with that. */
  void checkTogether() {
    if (!own.has("when") && !own.has("noData")) {
      own.required("when", "say when it fires, such as 'count > 100', or set noData");
    }
    for (String key : Arrays.asList("for", "resolve", "samples")) {
      if (own.has(key) && !own.has("when")) {
        own.fault(key, "goes with when, which is not set");
      }
    }
  }

  private @Nullable Condition compile(String key, ColumnFields columns) {
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

  List<String> groupLabels() {
    List<String> labels = new ArrayList<>();
    for (NamedField field : aggregation.groupBy()) {
      String label = field.name().replaceAll("[^a-zA-Z0-9_]", "_");
      label = label.matches("[0-9].*") ? "_" + label : label;
      label = OUR_LABELS.contains(label) ? "group_" + label : label;
      if (labels.contains(label)) {
        own.fault("on", "two fields of its groupBy give the label " + label);
      }
      labels.add(label);
    }
    return labels;
  }

  /**
   * @param groupLabels labels that the sink sets as well
   */
  Map<String, String> labels(List<String> groupLabels) {
    Set<String> ours = new HashSet<>(OUR_LABELS);
    ours.addAll(groupLabels);
    return names("labels", ours);
  }

  Map<String, String> annotations() {
    return names("annotations", OUR_ANNOTATIONS);
  }

  private Map<String, String> names(String kind, Set<String> ours) {
    Settings group = own.under(kind);
    Map<String, String> names = new TreeMap<>();
    for (String key : group.keys()) {
      names.put(key, group.text(key, ""));
      if (!LABEL.matcher(key).matches()) {
        group.fault(key, "allowed in the name are letters, digits and _, no digit first");
      } else if (ours.contains(key)) {
        group.fault(key, "the sink sets " + key + " itself; take another name");
      }
    }
    return names;
  }
}
