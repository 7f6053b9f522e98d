package io.github.flumeaggregation.window;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * The Avro form of what a window sink emits, made of its JSON form. One schema for all aggregations
 * (docs/decisions/0006-avro-rows.md): numbers are there as doubles to compute with, and as text to
 * the last digit.
 */
final class AvroRow {
  /** {@code WindowRow.avsc}. No schema is ever read from an event. */
  static final Schema SCHEMA = readSchema();

  private static final Schema WINDOW = SCHEMA.getField("window").schema().getTypes().get(1);

  private AvroRow() {}

  private static Schema readSchema() {
    try (InputStream in = AvroRow.class.getResourceAsStream("WindowRow.avsc")) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The record of an event; one that is neither a row nor books is kept as text in {@code body}.
   */
  static GenericRecord of(Map<String, String> headers, byte[] body) {
    GenericRecord record = new GenericData.Record(SCHEMA);
    String text = new String(body, StandardCharsets.UTF_8);
    JsonObject json = parse(text);
    record.put("type", json == null ? headers.getOrDefault("type", "") : text(json, "type"));
    record.put("id", json == null ? headers.getOrDefault("id", "") : text(json, "id"));
    record.put("node", headers.get("node"));
    record.put("timestamp", timestamp(headers.get("timestamp")));
    record.put("body", json == null ? text : null);
    fill(record, json == null ? new JsonObject() : json);
    return record;
  }

  /** The object if it is one of ours, else null. */
  private static @Nullable JsonObject parse(String text) {
    try {
      JsonElement json = JsonParser.parseString(text);
      boolean ours = json.isJsonObject() && isOurs(json.getAsJsonObject());
      return ours ? json.getAsJsonObject() : null;
    } catch (JsonParseException e) {
      return null;
    }
  }

  private static boolean isOurs(JsonObject json) {
    return json.has("id") && (isOfType(json, "row") || isOfType(json, "books"));
  }

  private static boolean isOfType(JsonObject json, String type) {
    return new JsonPrimitive(type).equals(json.get("type"));
  }

  private static void fill(GenericRecord record, JsonObject json) {
    record.put("scope", text(json, "scope"));
    record.put("aggregation", text(json, "aggregation"));
    record.put("window", window(json));
    record.put("revision", json.has("revision") ? json.get("revision").getAsLong() : 0L);
    record.put("retracted", json.has("retracted") && json.get("retracted").getAsBoolean());
    Map<String, String> group = new HashMap<>();
    object(json, "group")
        .entrySet()
        .forEach(e -> group.put(e.getKey(), e.getValue().getAsString()));
    record.put("group", group);
    Map<String, Long> lines = new HashMap<>();
    object(json, "lines").entrySet().forEach(e -> lines.put(e.getKey(), e.getValue().getAsLong()));
    record.put("lines", lines);
    fillValues(record, object(json, "values"));
  }

  private static void fillValues(GenericRecord record, JsonObject values) {
    Map<String, @Nullable Double> numbers = new HashMap<>();
    Map<String, @Nullable String> exact = new HashMap<>();
    for (Map.Entry<String, JsonElement> value : values.entrySet()) {
      if (value.getValue().isJsonNull()) {
        numbers.put(value.getKey(), null);
        exact.put(value.getKey(), null);
      } else {
        JsonPrimitive primitive = value.getValue().getAsJsonPrimitive();
        exact.put(value.getKey(), primitive.getAsString());
        if (primitive.isNumber()) {
          numbers.put(value.getKey(), primitive.getAsDouble());
        }
      }
    }
    record.put("values", numbers);
    record.put("exact", exact);
  }

  private static JsonObject object(JsonObject json, String key) {
    return json.has(key) ? json.getAsJsonObject(key) : new JsonObject();
  }

  private static @Nullable String text(JsonObject json, String key) {
    return json.has(key) ? json.get(key).getAsString() : null;
  }

  private static @Nullable GenericRecord window(JsonObject json) {
    if (!json.has("window")) {
      return null;
    }
    GenericRecord window = new GenericData.Record(WINDOW);
    for (String end : new String[] {"start", "end"}) {
      String time = json.getAsJsonObject("window").get(end).getAsString();
      window.put(end, Instant.parse(time).toEpochMilli());
    }
    return window;
  }

  private static @Nullable Long timestamp(@Nullable String header) {
    return header != null && header.matches("-?[0-9]{1,18}") ? Long.valueOf(header) : null;
  }
}
