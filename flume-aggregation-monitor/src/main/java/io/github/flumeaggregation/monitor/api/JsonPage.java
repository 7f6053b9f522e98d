package io.github.flumeaggregation.monitor.api;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.stream.JsonWriter;
import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Numbers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes one JSON object. Nothing in it can be taken for HTML. */
final class JsonPage {
  static final String CONTENT_TYPE = "application/json";
  private static final Gson GSON = new Gson();

  /** Writes a part of the page. */
  interface Part {
    void write() throws IOException;
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final JsonWriter out =
      new JsonWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));

  JsonPage() {
    out.setHtmlSafe(true);
  }

  /** All of the page, which this part is. */
  byte[] of(Part fields) {
    try {
      object(fields);
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  JsonPage name(String name) throws IOException {
    out.name(name);
    return this;
  }

  void object(Part fields) throws IOException {
    out.beginObject();
    fields.write();
    out.endObject();
  }

  void array(Part elements) throws IOException {
    out.beginArray();
    elements.write();
    out.endArray();
  }

  void field(String name, long value) throws IOException {
    out.name(name).value(value);
  }

  void field(String name, String value) throws IOException {
    out.name(name).value(value);
  }

  void field(String name, List<String> values) throws IOException {
    out.name(name).beginArray();
    for (String value : values) {
      out.value(value);
    }
    out.endArray();
  }

  void field(String name, Map<String, String> values) throws IOException {
    out.name(name).beginObject();
    for (Map.Entry<String, String> value : values.entrySet()) {
      out.name(value.getKey()).value(value.getValue());
    }
    out.endObject();
  }

  /** A value of a row, in the same digits as in the row. */
  void value(@Nullable Object value) throws IOException {
    if (value == null) {
      out.nullValue();
    } else if (value instanceof BigDecimal) {
      out.value(new PlainNumber((BigDecimal) value));
    } else if (value instanceof Boolean) {
      boolean truth = (Boolean) value; // Flume 1.9 has a gson without value(Boolean)
      out.value(truth);
    } else if (value instanceof Number) {
      out.value((Number) value);
    } else {
      out.value(value.toString());
    }
  }

  /** The fields of an object that is JSON already. */
  void field(String name, JsonElement value) throws IOException {
    out.name(name);
    GSON.toJson(value, out);
  }

  static JsonArray array(String text) {
    return GSON.fromJson(text, JsonArray.class);
  }

  /** Without an exponent. */
  private static final class PlainNumber extends Number {
    private static final long serialVersionUID = 1L;

    private final BigDecimal number;

    PlainNumber(BigDecimal number) {
      this.number = number;
    }

    @Override
    public int intValue() {
      return number.intValue();
    }

    @Override
    public long longValue() {
      return number.longValue();
    }

    @Override
    public float floatValue() {
      return number.floatValue();
    }

    @Override
    public double doubleValue() {
      return number.doubleValue();
    }

    @Override
    public String toString() {
      return Numbers.plain(number);
    }
  }
}
