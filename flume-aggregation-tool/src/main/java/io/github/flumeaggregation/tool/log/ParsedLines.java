package io.github.flumeaggregation.tool.log;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.format.Format;
import io.github.flumeaggregation.core.format.Formats;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Lines and all their fields, for people who look at them. Far slower than an agent reads them. */
public final class ParsedLines {
  private static final Map<String, String> NO_HEADERS = Collections.emptyMap();

  private final Format format;
  private final Set<String> refused = new LinkedHashSet<>();
  private final Map<String, Integer> indexes = new LinkedHashMap<>();
  private Record record;

  /**
   * Reads lines as a component with these settings does; keys other than {@code format}, {@code
   * format.*} and {@code define.*} do not matter.
   *
   * @throws io.github.flumeaggregation.core.config.SettingsException if the format has a fault
   */
  public ParsedLines(Map<String, String> settings) {
    Map<String, String> own = new TreeMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.equals("format") || key.startsWith("format.") || key.startsWith("define.")) {
            own.put(key, value);
          }
        });
    own.put("logUnparsed", "text"); // whoever asks has the lines before him
    Settings read = Settings.of("the format", own);
    format = Formats.read(read);
    read.finish();
    record = format.newRecord();
  }

  /** Whether a line that parses has a time of its own. */
  public boolean givesTime() {
    return format.givesTime();
  }

  /** Reads the line {@code bytes[0, length)}; whether it is of the format. */
  public boolean parse(byte[] bytes, int length) {
    if (!format.parse(bytes, 0, length, NO_HEADERS, record)) {
      return false;
    }
    if (learn(bytes, length)) {
      record = format.newRecord();
      return format.parse(bytes, 0, length, NO_HEADERS, record);
    }
    return true;
  }

  private boolean learn(byte[] bytes, int length) {
    Set<String> names = new LinkedHashSet<>();
    format.addNames(bytes, 0, length, NO_HEADERS, names);
    names.removeAll(indexes.keySet());
    names.removeAll(refused);
    for (String name : names) {
      try {
        indexes.put(name, format.fields().index(name));
      } catch (UnknownFieldException e) {
        refused.add(name);
      }
    }
    return !names.isEmpty();
  }

  /** The fields that the line parsed last has, in the order of the line. */
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    indexes.forEach(
        (name, index) -> {
          @Nullable Slice text = record.text(index);
          if (text != null) {
            fields.put(
                name, new String(text.array(), text.from(), text.length(), StandardCharsets.UTF_8));
          }
        });
    return fields;
  }

  /** The time of the line parsed last, in milliseconds since the epoch; null if it has none. */
  public @Nullable Long timeMillis() {
    return record.hasTime() ? Long.valueOf(record.timeMillis()) : null;
  }

  /** Why the line that was refused last is not of the format. */
  public String whyNot(byte[] bytes, int length) {
    @Nullable String why = format.explain(bytes, 0, length, NO_HEADERS, record);
    return why == null ? "not a line that counts" : why;
  }
}
