package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Encoding;
import io.github.flumeaggregation.core.record.Slice;
import java.util.Set;

/**
 * Collects the names of the fields of a line that {@link JsonReader} has read: well-formed JSON.
 */
final class JsonNames {
  private static final String LETTERS = "{}[],:";

  private final byte[] bytes;
  private final int to;
  private final Set<String> names;
  private int at;

  JsonNames(byte[] bytes, int from, int to, Set<String> names) {
    this.bytes = bytes;
    this.at = from;
    this.to = to;
    this.names = names;
  }

  /** Adds the names in the object that comes next: {@code log} and {@code log.level}, say. */
  void addAll() {
    skipTo('{');
    addObject("");
  }

  /** The object that begins here; its nesting is limited, since the line has been read. */
  private void addObject(String prefix) {
    at++;
    while (next() == '"') {
      String name = prefix + text();
      names.add(name);
      skipTo(':');
      at++;
      addValue(name + '.');
    }
    at++;
  }

  private void addValue(String prefix) {
    char first = next();
    if (first == '{') {
      addObject(prefix);
    } else if (first == '[') {
      at++;
      while (next() != ']') {
        addValue(prefix);
      }
      at++;
    } else if (first == '"') {
      text();
    } else {
      while (at < to && LETTERS.indexOf(bytes[at]) < 0) {
        at++;
      }
    }
  }

  /** The character that comes next, after blanks and commas. */
  private char next() {
    while (at < to && (bytes[at] == ',' || (bytes[at] >= 0 && bytes[at] <= ' '))) {
      at++;
    }
    return at < to ? (char) (bytes[at] & 0xff) : ']';
  }

  private String text() {
    int from = ++at;
    while (bytes[at] != '"') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    byte[] decoded = new byte[at - from];
    Slice text = new Slice();
    text.set(decoded, 0, Encoding.ESCAPES.decode(bytes, from, at, decoded));
    at++;
    return text.toString();
  }

  private void skipTo(char wanted) {
    while (bytes[at] != wanted) {
      at++;
    }
  }
}
