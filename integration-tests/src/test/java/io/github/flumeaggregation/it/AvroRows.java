package io.github.flumeaggregation.it;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/** Makes JSON rows again of Avro ones, and checks on the way that both forms of a number agree. */
final class AvroRows {
  private AvroRows() {}

  static Row json(GenericRecord record) {
    JsonObject json = new JsonObject();
    for (String field : new String[] {"type", "id", "scope", "aggregation"}) {
      if (record.get(field) != null) {
        json.addProperty(field, record.get(field).toString());
      }
    }
    if (record.get("window") != null) {
      json.add("window", window((GenericRecord) record.get("window")));
    }
    if (record.get("type").toString().equals("row")) {
      json.add("group", group(record));
      json.add("values", values(record));
    } else {
      json.add("lines", lines(record));
    }
    json.addProperty("revision", (Long) record.get("revision"));
    return new Row(json);
  }

  private static JsonObject window(GenericRecord window) {
    JsonObject json = new JsonObject();
    for (String end : new String[] {"start", "end"}) {
      json.addProperty(end, Instant.ofEpochMilli((Long) window.get(end)).toString());
    }
    return json;
  }

  private static JsonObject group(GenericRecord record) {
    JsonObject json = new JsonObject();
    ((Map<?, ?>) record.get("group"))
        .forEach((field, value) -> json.addProperty(field.toString(), value.toString()));
    return json;
  }

  private static JsonObject lines(GenericRecord record) {
    JsonObject json = new JsonObject();
    ((Map<?, ?>) record.get("lines"))
        .forEach((entry, count) -> json.addProperty(entry.toString(), (Long) count));
    return json;
  }

  private static JsonObject values(GenericRecord record) {
    JsonObject json = new JsonObject();
    Map<?, ?> numbers = (Map<?, ?>) record.get("values");
    ((Map<?, ?>) record.get("exact"))
        .forEach((column, text) -> json.add(column.toString(), value(text, numbers.get(column))));
    return json;
  }

  private static com.google.gson.JsonElement value(Object text, Object number) {
    if (text == null) {
      return JsonNull.INSTANCE;
    }
    BigDecimal exact = new BigDecimal(text.toString());
    if (exact.doubleValue() != (Double) number) {
      throw new AssertionError(exact + " is not " + number);
    }
    return new JsonPrimitive(exact);
  }
}
