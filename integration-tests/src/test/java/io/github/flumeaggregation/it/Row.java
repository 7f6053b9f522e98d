package io.github.flumeaggregation.it;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.math.BigDecimal;
import java.time.Instant;

/** One line of what the window sink emits: a result or a line of the books. */
record Row(JsonObject json) {
  /** The row that a line of JSON is. */
  static Row parse(String line) {
    return new Row(JsonParser.parseString(line).getAsJsonObject());
  }

  String id() {
    return json.get("id").getAsString();
  }

  String type() {
    return json.get("type").getAsString();
  }

  /** Whether these are books of the whole sink or of one window; not for results. */
  boolean isScope(String scope) {
    return type().equals("books") && json.get("scope").getAsString().equals(scope);
  }

  /** Who made it. */
  String node() {
    return id().substring(0, id().indexOf('/'));
  }

  String aggregation() {
    return json.has("aggregation") ? json.get("aggregation").getAsString() : "";
  }

  Instant start() {
    return Instant.parse(json.getAsJsonObject("window").get("start").getAsString());
  }

  Instant end() {
    return Instant.parse(json.getAsJsonObject("window").get("end").getAsString());
  }

  String group(String field) {
    return json.getAsJsonObject("group").get(field).getAsString();
  }

  /** A computed value; null if it is empty. */
  BigDecimal value(String column) {
    JsonElement value = json.getAsJsonObject("values").get(column);
    return value.isJsonNull() ? null : value.getAsBigDecimal();
  }

  /** A number of lines in the books. */
  long lines(String entry) {
    return json.getAsJsonObject("lines").get(entry).getAsLong();
  }

  long revision() {
    return json.get("revision").getAsLong();
  }

  /** Whether what it said before holds no longer; of results. */
  boolean isRetracted() {
    return json.get("retracted").getAsBoolean();
  }

  /** What the revisions of one row have in common. */
  String identity() {
    return id().substring(0, id().lastIndexOf('/'));
  }
}
