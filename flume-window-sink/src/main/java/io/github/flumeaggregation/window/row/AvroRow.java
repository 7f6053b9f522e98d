package io.github.flumeaggregation.window.row;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * The Avro form of what a window sink emits, made of its JSON form. One schema for all aggregations
 * (docs/decisions/0006-avro-rows.md): numbers are there as doubles to compute with, and as text to
 * the last digit.
 */
public final class AvroRow {
  private static final String SCHEMA_RESOURCE = "/io/github/flumeaggregation/window/WindowRow.avsc";

  /** {@code WindowRow.avsc}. No schema is ever read from an event. */
  public static final Schema SCHEMA = readSchema();

  private static final Gson GSON = new Gson();
  private static final Schema WINDOW = SCHEMA.getField("window").schema().getTypes().get(1);

  private AvroRow() {}

  private static Schema readSchema() {
    try (InputStream in = AvroRow.class.getResourceAsStream(SCHEMA_RESOURCE)) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The record of an event; one that is neither a row nor books is kept as text, {@code body}. */
  public static GenericRecord of(Map<String, String> headers, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    GenericRecord record;
    try {
      @Nullable JsonElement json = GSON.fromJson(text, JsonElement.class);
      record = json == null ? ofOther(headers, text) : ofJson(json.getAsJsonObject());
    } catch (JsonParseException
        | DateTimeException
        | IllegalArgumentException
        | IllegalStateException e) {
      // Foreign to us, and must not stop the sink that meets it.
      record = ofOther(headers, text);
    }
    record.put("node", headers.get("node"));
    record.put("timestamp", timestamp(headers.get("timestamp")));
    return record;
  }

  private static GenericRecord ofOther(Map<String, String> headers, String text) {
    GenericRecord record = new GenericData.Record(SCHEMA);
    record.put("type", headers.getOrDefault("type", ""));
    record.put("id", headers.getOrDefault("id", ""));
    fill(record, new JsonObject());
    record.put("body", text);
    return record;
  }

  private static GenericRecord ofJson(JsonObject json) {
    String type = text(json, "type");
    String id = text(json, "id");
    if (id == null || !("row".equals(type) || "books".equals(type))) {
      throw new IllegalStateException("neither a row nor books");
    }
    GenericRecord record = new GenericData.Record(SCHEMA);
    record.put("type", type);
    record.put("id", id);
    fill(record, json);
    return record;
  }

  private static void fill(GenericRecord record, JsonObject json) {
    record.put("scope", text(json, "scope"));
    record.put("aggregation", text(json, "aggregation"));
    record.put("window", json.has("window") ? window(object(json, "window")) : null);
    record.put("revision", json.has("revision") ? primitive(json, "revision").getAsLong() : 0L);
    record.put("retracted", flag(json, "retracted"));
    record.put("other", flag(json, "other"));
    record.put("certain", !json.has("certain") || flag(json, "certain"));
    JsonObject group = object(json, "group");
    Map<String, String> groupBy = new HashMap<>();
    for (String field : names(group)) {
      groupBy.put(field, primitive(group, field).getAsString());
    }
    record.put("group", groupBy);
    JsonObject books = object(json, "lines");
    Map<String, Long> lines = new HashMap<>();
    for (String entry : names(books)) {
      lines.put(entry, primitive(books, entry).getAsLong());
    }
    record.put("lines", lines);
    JsonObject addedColumns = object(json, "since");
    Map<String, String> since = new HashMap<>();
    for (String column : names(addedColumns)) {
      since.put(column, primitive(addedColumns, column).getAsString());
    }
    record.put("since", since);
    fillValues(record, object(json, "values"));
  }

  /** The gson of Flume 1.9 and 1.10 has no short way to them. */
  private static Set<String> names(JsonObject json) {
    Set<String> names = new LinkedHashSet<>();
    json.entrySet().forEach(entry -> names.add(entry.getKey()));
    return names;
  }

  private static void fillValues(GenericRecord record, JsonObject values) {
    Map<String, @Nullable Double> numbers = new HashMap<>();
    Map<String, @Nullable String> exact = new HashMap<>();
    for (String column : names(values)) {
      if (values.get(column).isJsonNull()) {
        numbers.put(column, null);
        exact.put(column, null);
        continue;
      }
      JsonPrimitive value = primitive(values, column);
      exact.put(column, value.getAsString());
      if (value.isNumber()) {
        numbers.put(column, value.getAsDouble());
      }
    }
    record.put("values", numbers);
    record.put("exact", exact);
  }

  // What is of another kind than expected throws an IllegalStateException.

  private static JsonObject object(JsonObject json, String key) {
    return json.has(key) ? json.get(key).getAsJsonObject() : new JsonObject();
  }

  private static JsonPrimitive primitive(JsonObject json, String key) {
    JsonElement value = json.get(key);
    if (value == null || !value.isJsonPrimitive()) {
      throw new IllegalStateException(key + " is no number, text or flag");
    }
    return value.getAsJsonPrimitive();
  }

  private static boolean flag(JsonObject json, String key) {
    return json.has(key) && primitive(json, key).getAsBoolean();
  }

  private static @Nullable String text(JsonObject json, String key) {
    return json.has(key) ? primitive(json, key).getAsString() : null;
  }

  private static GenericRecord window(JsonObject json) {
    GenericRecord window = new GenericData.Record(WINDOW);
    for (String end : new String[] {"start", "end"}) {
      window.put(end, Instant.parse(primitive(json, end).getAsString()).toEpochMilli());
    }
    return window;
  }

  private static @Nullable Long timestamp(@Nullable String header) {
    return header != null && header.matches("-?[0-9]{1,18}") ? Long.valueOf(header) : null;
  }
}
