package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.record.Record;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Guesses what is wrong with a format of which no line is: tries the ones that people mix up. */
final class LikelyMistake {
  private static final String[] FORMATS = {
    "combined", "vcombined", "json", "w3c", "logfmt", "ltsv"
  };
  private static final String[] PREFIXES = {"cri", "compose", "syslog"};
  private static final String[] FIELDS = {"log", "message", "msg", "MESSAGE"};

  /** {@code format} and {@code format.*} as they are configured. */
  private final Map<String, String> settings;

  LikelyMistake(Map<String, String> settings) {
    this.settings = settings;
  }

  /** The mistake of which these lines are the sign, and its remedy. */
  String of(List<byte[]> lines) {
    if (hasNulBytes(lines)) {
      return "the file is UTF-16: have it written, or converted to, UTF-8";
    }
    for (String prefix : PREFIXES) {
      if (fits(lines, "format.prefix", prefix)) {
        return "each line has something before it: set format.prefix = " + prefix;
      }
    }
    for (String field : FIELDS) {
      if (fits(lines, "format.field", field)) {
        return "the line stands in a field of JSON: set format.field = " + field;
      }
    }
    for (String format : FORMATS) {
      boolean other = !format.equals(settings.getOrDefault("format", "combined"));
      if (other && fits(lines, Collections.singletonMap("format", format))) {
        return "another format is meant: set format = " + format;
      }
    }
    return quotes(lines);
  }

  private boolean fits(List<byte[]> lines, String key, String value) {
    if (settings.containsKey(key)) {
      return false;
    }
    Map<String, String> tried = new TreeMap<>(settings);
    tried.put(key, value);
    return fits(lines, tried);
  }

  private static boolean fits(List<byte[]> lines, Map<String, String> tried) {
    Format format = Formats.read(Settings.of("guess", tried));
    Record record = format.newRecord();
    int parsed = 0;
    for (byte[] line : lines) {
      parsed += format.parse(line, 0, line.length, Collections.emptyMap(), record) ? 1 : 0;
    }
    return 2 * parsed > lines.size();
  }

  private String quotes(List<byte[]> lines) {
    String pattern = settings.getOrDefault("format.pattern", "");
    boolean inPattern = pattern.indexOf('"') >= 0;
    boolean inLines = lines.stream().allMatch(line -> indexOf(line, '"') >= 0);
    boolean inNone = lines.stream().noneMatch(line -> indexOf(line, '"') >= 0);
    if (inPattern && inNone) {
      return "the pattern has quotes and the lines have none: take the pattern from the server"
          + " that writes this log";
    }
    if (!pattern.isEmpty() && !inPattern && inLines) {
      return "the lines have quotes and the pattern has none: write each \\\" of the server's"
          + " configuration as \"";
    }
    return "another format is meant, or something stands before what it describes: compare a line"
        + " with it";
  }

  private static boolean hasNulBytes(List<byte[]> lines) {
    return lines.stream().allMatch(line -> line.length > 1 && indexOf(line, 0) >= 0);
  }

  private static int indexOf(byte[] line, int wanted) {
    for (int i = 0; i < line.length; i++) {
      if (line[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
