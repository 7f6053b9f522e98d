package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.expression.NamedField;
import io.github.flumeaggregation.window.row.Json;
import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.row.RowNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes events of notifications: the body is the array that the API v2 of Prometheus' Alertmanager
 * takes, with one alert.
 */
final class AlertWriter {
  private final String node;
  private final String idPrefix;
  private final AlertOutput output;

  AlertWriter(String node, String sink, AlertOutput output) {
    this.output = output;
    this.node = node;
    this.idPrefix = RowNames.escape(node) + '/' + RowNames.escape(sink) + "/alerts/";
  }

  /**
   * How an episode stands.
   *
   * @param group the values of the group's fields; none for the aggregation as a whole
   * @param number of the notification, among those of the rule
   */
  OutboxRow row(AlertRule rule, List<String> group, Episode episode, Trigger trigger, long number) {
    long nowMillis = output.nowMillis;
    String startsAt = time(episode.startsAtMillis, nowMillis);
    Json json = new Json().begin("labels");
    labels(rule, group, trigger).forEach(json::field);
    json.end().begin("annotations");
    Map<String, String> annotations = new TreeMap<>(rule.annotations);
    trigger.addAnnotations(annotations);
    annotations.forEach(json::field);
    json.end().field("startsAt", startsAt);
    if (!episode.isOpen()) {
      json.field("endsAt", time(episode.endsAtMillis, nowMillis));
    }
    String key = group.isEmpty() ? RowNames.NO_GROUP : RowNames.group(fields(rule), group);
    Map<String, String> headers = new HashMap<>();
    headers.put("type", "alert");
    headers.put(
        "id", idPrefix + RowNames.escape(rule.name) + '/' + key + '/' + startsAt + '/' + number);
    headers.put("node", node);
    headers.put("aggregation", rule.aggregation.name());
    headers.put("alert", rule.name);
    headers.put("timestamp", Long.toString(trigger.timestampMillis()));
    headers.put("revision", Long.toString(number));
    headers.put("key", key);
    trigger.addHeaders(headers);
    return new OutboxRow(headers, json.toArrayBytes());
  }

  /** Alertmanager refuses what has not begun yet, which lines of a host with a fast clock say. */
  private static String time(long millis, long nowMillis) {
    return Instant.ofEpochMilli(Math.min(millis, nowMillis)).toString();
  }

  private static List<String> fields(AlertRule rule) {
    List<String> fields = new ArrayList<>();
    for (NamedField field : rule.aggregation.groupBy()) {
      fields.add(field.name());
    }
    return fields;
  }

  /** They say which alert it is, and are the same from its firing to its end. */
  private Map<String, String> labels(AlertRule rule, List<String> group, Trigger trigger) {
    Map<String, String> labels = new TreeMap<>(rule.labels);
    for (int i = 0; i < group.size(); i++) {
      labels.put(rule.groupLabels.get(i), group.get(i));
    }
    labels.put("alertname", rule.name);
    labels.put("aggregation", rule.aggregation.name());
    labels.put("node", node);
    trigger.addLabels(labels);
    return labels;
  }
}
