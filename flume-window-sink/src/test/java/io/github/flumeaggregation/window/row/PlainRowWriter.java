package io.github.flumeaggregation.window.row;

import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.aggregate.Numbers;
import io.github.flumeaggregation.core.expression.NamedField;
import io.github.flumeaggregation.core.record.LosslessText;
import io.github.flumeaggregation.core.window.ClosedWindow;
import io.github.flumeaggregation.core.window.ResultRow;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a row has to look like, written as simply as possible, with no thought of its cost. */
final class PlainRowWriter {
  private final String node;
  private final String sink;

  PlainRowWriter(String node, String sink) {
    this.node = node;
    this.sink = sink;
  }

  Map<String, String> headers(ClosedWindow window, ResultRow row) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("type", "row");
    headers.put("id", id(window, row));
    headers.put("node", node);
    headers.put("timestamp", "" + window.timestampMillis());
    headers.put("revision", "" + window.books().revision());
    headers.put("aggregation", window.aggregation().name());
    headers.put("window.start", "" + window.startMillis());
    headers.put("window.end", "" + window.endMillis());
    headers.put("key", key(fields(window), row));
    return headers;
  }

  String body(ClosedWindow window, ResultRow row) {
    StringBuilder json = new StringBuilder("{\"type\":\"row\",\"id\":" + quoted(id(window, row)));
    json.append(",\"aggregation\":").append(quoted(window.aggregation().name()));
    json.append(",\"window\":{\"start\":\"").append(time(window.startMillis()));
    json.append("\",\"end\":\"").append(time(window.endMillis())).append("\"},\"group\":{");
    for (int i = 0; i < row.group().size(); i++) {
      json.append(i == 0 ? "" : ",").append(quoted(fields(window).get(i)));
      json.append(':').append(quoted(row.group().get(i)));
    }
    json.append("},\"values\":{");
    List<Column> columns = window.aggregation().aggregates().columns();
    for (int i = 0; i < columns.size(); i++) {
      json.append(i == 0 ? "" : ",").append(quoted(columns.get(i).name()));
      json.append(':').append(value(row.values().get(i)));
    }
    json.append("},\"revision\":").append(window.books().revision());
    json.append(",\"retracted\":").append(row.isRetracted());
    json.append(row.isOther() ? ",\"other\":true" : "");
    json.append(row.isCertain() ? "" : ",\"certain\":false");
    return json.append('}').toString();
  }

  private static List<String> fields(ClosedWindow window) {
    return window.aggregation().groupBy().stream().map(NamedField::name).toList();
  }

  private String id(ClosedWindow window, ResultRow row) {
    return String.join(
        "/",
        escaped(node),
        escaped(sink),
        escaped(window.aggregation().name()),
        time(window.startMillis()),
        time(window.endMillis()),
        key(fields(window), row),
        "" + window.books().revision());
  }

  private static String key(List<String> fields, ResultRow row) {
    StringBuilder key = new StringBuilder(fields.isEmpty() ? "-" : "");
    for (int i = 0; i < fields.size(); i++) {
      byte[] value = LosslessText.toBytes(row.group().get(i));
      key.append(i == 0 ? "" : ",").append(escaped(fields.get(i))).append('=');
      key.append(row.isOther() ? "(other)" : escaped(value));
    }
    return key.toString();
  }

  private static String escaped(String text) {
    return escaped(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String escaped(byte[] bytes) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : bytes) {
      String c = "" + (char) (b & 0xff);
      escaped.append(c.matches("[A-Za-z0-9._~-]") ? c : String.format("%%%02X", b & 0xff));
    }
    return escaped.toString();
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  static String value(Object value) {
    if (value == null) {
      return "null";
    }
    return value instanceof BigDecimal number ? Numbers.plain(number) : quoted(value.toString());
  }

  static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isControl = c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029;
      if (isControl) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return json.append('"').toString();
  }
}
