package io.github.flumeaggregation.tool.quickstart;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.config.SettingsException;
import io.github.flumeaggregation.core.format.Format;
import io.github.flumeaggregation.core.format.Formats;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import io.github.flumeaggregation.tool.guess.GuessedFormat;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How lines are read, and which of their fields hold what an access log mostly has. */
final class LogFormat {
  /** What {@code --format} calls it, or people if it was guessed. */
  final String name;

  /** The keys {@code format} and {@code format.*} of a sink or an interceptor. */
  final Map<String, String> settings;

  final @Nullable String status;
  final @Nullable String bytes;
  final @Nullable String path;
  final @Nullable String duration;

  private LogFormat(
      String name, Map<String, String> settings, String status, String bytes, String path) {
    this(name, settings, status, bytes, path, null);
  }

  LogFormat(
      String name,
      Map<String, String> settings,
      @Nullable String status,
      @Nullable String bytes,
      @Nullable String path,
      @Nullable String duration) {
    this.name = name;
    this.settings = Collections.unmodifiableMap(settings);
    this.status = status;
    this.bytes = bytes;
    this.path = path;
    this.duration = duration;
  }

  /** An access log's format of a name of ours: its fields are called alike in all of them. */
  static LogFormat accessLog(String name, Map<String, String> settings) {
    LogFormat full = new LogFormat(name, settings, "status", "bytes", "path");
    return new LogFormat(
        name,
        settings,
        full.has("status") ? "status" : null,
        full.has("bytes") ? "bytes" : null,
        full.has("path") ? "path" : null,
        full.has("duration") ? "duration" : null);
  }

  /**
   * What was found by looking at the lines: whatever field says of what kind they are is ranked.
   */
  static LogFormat guessed(GuessedFormat guessed) {
    Set<String> fields = guessed.fields();
    return new LogFormat(
        guessed.title(),
        guessed.settings(),
        fields.contains("status") ? "status" : null,
        fields.contains("bytes") ? "bytes" : null,
        fields.contains("path") ? "path" : guessed.telling(),
        null);
  }

  static Map<String, String> settings(String... keysAndValues) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return settings;
  }

  boolean has(String field) {
    try {
      open().fields().index(field);
      return true;
    } catch (UnknownFieldException e) {
      return false;
    }
  }

  /**
   * Makes sure that lines have these fields, as far as that is known.
   *
   * @throws QuickstartException if there is no such field; it names the nearest one
   */
  void require(List<String> fields) throws QuickstartException {
    try {
      fields.forEach(open().fields()::index);
    } catch (UnknownFieldException e) {
      throw new QuickstartException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The parser.
   *
   * @throws SettingsException if the settings have a fault, such as a pattern that is none
   */
  Format open() {
    Settings all = Settings.of("format", settings);
    Format format = Formats.read(all);
    all.finish();
    return format;
  }

  /** How many of the lines parse. */
  int parsed(List<byte[]> lines) {
    Format format = open();
    Record record = format.newRecord();
    int parsed = 0;
    for (byte[] line : lines) {
      if (timeMillis(format, record, line) != null) {
        parsed++;
      }
    }
    return parsed;
  }

  /** The event time of a line, in milliseconds since the epoch; null if it does not parse. */
  @Nullable
  Long timeMillis(byte[] line) {
    Format format = open();
    return timeMillis(format, format.newRecord(), line);
  }

  private static @Nullable Long timeMillis(Format format, Record record, byte[] line) {
    int end = line.length > 0 && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
    boolean parses = format.parse(line, 0, end, Collections.emptyMap(), record);
    return parses && record.hasTime() ? Long.valueOf(record.timeMillis()) : null;
  }
}
