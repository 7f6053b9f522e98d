package io.github.flumeaggregation.core.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads single lines with a format made from settings; one byte is one character. */
final class Lines {
  private final Format format;

  private Lines(Format format) {
    this.format = format;
  }

  static Lines of(String... keysAndValues) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    Settings settings = Settings.of("test", values);
    Format format = Formats.read(settings);
    settings.finish();
    return new Lines(format);
  }

  /** The wanted fields of the line that are not missing; null if it is not of the format. */
  Map<String, String> fields(String line, String... names) {
    int[] indexes = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      indexes[i] = format.fields().index(names[i]);
    }
    Record record = format.newRecord();
    if (!parse(line, record)) {
      return null;
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      Slice text = record.text(indexes[i]);
      if (text != null) {
        fields.put(names[i], new String(text.toBytes(), ISO_8859_1));
      }
    }
    return fields;
  }

  /** One field of a line that must be of the format; null if it is missing. */
  String field(String line, String name) {
    return fields(line, name).get(name);
  }

  /** The number in a field; null if it is missing, or the line is not of the format. */
  Object number(String line, String name) {
    int index = format.fields().index(name);
    Record record = format.newRecord();
    return parse(line, record) ? record.number(index) : null;
  }

  /** The event time of a line; null if it is not of the format. */
  Long timeMillis(String line) {
    Record record = format.newRecord();
    return parse(line, record) && record.hasTime() ? record.timeMillis() : null;
  }

  boolean accepts(String line) {
    return parse(line, format.newRecord());
  }

  /** Parses within a larger array, so that reading beyond the line shows. */
  private boolean parse(String line, Record record) {
    byte[] bytes = ("\"] " + line + "\" 200 5 \"a\" \"b\"").getBytes(ISO_8859_1);
    return format.parse(bytes, 3, 3 + line.length(), Collections.emptyMap(), record);
  }
}
