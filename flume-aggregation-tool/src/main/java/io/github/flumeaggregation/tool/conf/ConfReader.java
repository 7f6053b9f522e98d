package io.github.flumeaggregation.tool.conf;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Cuts a properties file into its entries, and knows the line of each. What an entry says is left
 * to {@link Properties}, which Flume uses too: it is given one entry at a time.
 */
final class ConfReader {
  private final List<ConfEntry> entries = new ArrayList<>();
  private final StringBuilder entry = new StringBuilder();
  private int entryLine;
  private int line;

  private ConfReader() {}

  /** The entries in the order of the file, a key that stands there twice included. */
  static List<ConfEntry> read(byte[] file) {
    ConfReader reader = new ConfReader();
    // As Properties.load does with a stream.
    for (String text : new String(file, StandardCharsets.ISO_8859_1).split("\r\n|\n|\r")) {
      reader.add(text);
    }
    reader.end();
    return reader.entries;
  }

  private void add(String text) {
    line++;
    if (entry.length() == 0) {
      if (isNothing(text)) {
        return;
      }
      entryLine = line;
    }
    entry.append(text).append('\n');
    if (!goesOn(text)) {
      end();
    }
  }

  private static boolean isNothing(String text) {
    String stripped = text.trim();
    return stripped.isEmpty() || stripped.startsWith("#") || stripped.startsWith("!");
  }

  /** An odd number of backslashes at the end. */
  private static boolean goesOn(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\\') {
      end--;
    }
    return (text.length() - end) % 2 == 1;
  }

  private void end() {
    if (entry.length() == 0) {
      return;
    }
    Properties one = new Properties();
    try {
      one.load(new StringReader(entry.toString()));
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfException("line " + entryLine + ": " + e.getMessage());
    }
    for (String key : one.stringPropertyNames()) {
      if (!key.isEmpty()) { // a lone backslash at the end of the file, say
        entries.add(new ConfEntry(key, one.getProperty(key), entryLine));
      }
    }
    entry.setLength(0);
  }
}
