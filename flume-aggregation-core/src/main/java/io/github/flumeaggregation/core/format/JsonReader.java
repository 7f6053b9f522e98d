package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Encoding;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * Reads lines that are one JSON object each, in one pass and without garbage.
 *
 * <p>The whole line must be well-formed, with nothing after the object but blanks (two things are
 * let pass: control characters within strings, and bytes that are no UTF-8). A string's escapes are
 * decoded when somebody asks for the field; {@code true} and {@code false} are texts; {@code null}
 * is a missing field; of an object or array the text is the JSON itself, and the elements of an
 * array are called by their numbers from 0 on. Of several values under one name the last counts.
 * Deeper nesting than 100 is refused.
 */
final class JsonReader implements FieldReader {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_NAME_STEPS = 8;

  private final JsonKeys keys = new JsonKeys();
  private byte[] decodedKey = {};
  private byte[] bytes = {};
  private int to;

  /** The part; the settings say which field is the time. */
  static FormatPart part(FormatScope scope) {
    JsonReader reader = new JsonReader();
    return TimedReader.part(WantedFields.ofAnyName(scope.numbers, reader::want), reader, scope);
  }

  /** A part that has every field, to go on with after a fault in the settings. */
  static FormatPart afterFault(FieldNumbers numbers) {
    JsonReader reader = new JsonReader();
    return new FormatPart(WantedFields.ofAnyName(numbers, reader::want), reader, true);
  }

  private void want(String name, int index) {
    if (name.chars().filter(c -> c == '.').count() > MAX_NAME_STEPS) {
      throw new UnknownFieldException(name, Collections.emptyList());
    }
    keys.add(name, index);
  }

  @Override
  public boolean takesAnyName() {
    return true;
  }

  @Override
  public void addNames(
      byte[] line, int from, int end, Map<String, String> headers, Set<String> names) {
    new JsonNames(line, from, end, names).addAll();
  }

  @Override
  public boolean read(byte[] line, int from, int end, Map<String, String> headers, Record into) {
    return read(line, from, end, into) == to;
  }

  /** Index after the object and blanks; {@code end} if nothing follows it, else where it breaks. */
  private int read(byte[] line, int from, int end, Record into) {
    bytes = line;
    to = end;
    int at = skipBlanks(from);
    if (!isAt(at, '{')) {
      return ~at;
    }
    at = object(at, keys, into, 0);
    return at < 0 ? at : skipBlanks(at);
  }

  @Override
  public Mismatch explain(
      byte[] line, int from, int end, Map<String, String> headers, Record into) {
    int at = read(line, from, end, into);
    String expected =
        at == ~skipBlanks(from)
            ? "a JSON object"
            : at < 0 ? "JSON that is well-formed" : "the end of the line after the JSON object";
    return Mismatch.of(expected, line, from, end, at < 0 ? ~at : at);
  }

  /** Reads the object at {@code at}; answers the index after it. */
  private int object(int from, @Nullable JsonKeys wanted, Record into, int depth) {
    int at = skipBlanks(from + 1);
    if (isAt(at, '}')) {
      return at + 1;
    }
    while (isAt(at, '"')) {
      int keyEnd = stringEnd(at);
      JsonKeys.Key key = wanted == null || keyEnd < 0 ? null : find(wanted, at + 1, keyEnd - 1);
      at = keyEnd < 0 ? keyEnd : skipBlanks(keyEnd);
      if (!isAt(at, ':')) {
        return broken(at);
      }
      at = member(skipBlanks(at + 1), key, into, depth);
      at = at < 0 ? at : skipBlanks(at);
      if (isAt(at, '}')) {
        return at + 1;
      }
      if (!isAt(at, ',')) {
        return broken(at);
      }
      at = skipBlanks(at + 1);
    }
    return broken(at);
  }

  private JsonKeys.@Nullable Key find(JsonKeys wanted, int from, int end) {
    if (Encoding.ESCAPES.isPlain(bytes, from, end)) {
      return wanted.find(bytes, from, end);
    }
    if (decodedKey.length < end - from) {
      decodedKey = new byte[2 * (end - from)];
    }
    return wanted.find(decodedKey, 0, Encoding.ESCAPES.decode(bytes, from, end, decodedKey));
  }

  private int member(int from, JsonKeys.@Nullable Key key, Record into, int depth) {
    int end = value(from, key == null ? null : key.inner, into, depth);
    if (key == null || key.field < 0 || end < 0) {
      return end;
    }
    if (bytes[from] == '"') {
      into.set(key.field, bytes, from + 1, end - 1, Encoding.ESCAPES);
    } else if (bytes[from] == 'n') {
      into.unset(key.field);
    } else {
      into.set(key.field, bytes, from, end);
    }
    return end;
  }

  /** Index after the value at {@code at}; fields within it are stored. */
  private int value(int at, @Nullable JsonKeys wanted, Record into, int depth) {
    if (at >= to || depth > MAX_DEPTH) {
      return ~at;
    }
    switch (bytes[at]) {
      case '{':
        return object(at, wanted, into, depth + 1);
      case '[':
        return array(at, wanted, into, depth + 1);
      case '"':
        return stringEnd(at);
      case 't':
        return wordEnd(at, "true");
      case 'f':
        return wordEnd(at, "false");
      case 'n':
        return wordEnd(at, "null");
      default:
        int end = JsonNumber.end(bytes, at, to);
        return end < 0 ? ~at : end;
    }
  }

  private int array(int from, @Nullable JsonKeys wanted, Record into, int depth) {
    int element = 0;
    int at = skipBlanks(from + 1);
    if (isAt(at, ']')) {
      return at + 1;
    }
    while (true) {
      at = member(at, wanted == null ? null : wanted.element(element++), into, depth);
      at = at < 0 ? at : skipBlanks(at);
      if (isAt(at, ']')) {
        return at + 1;
      }
      if (!isAt(at, ',')) {
        return broken(at);
      }
      at = skipBlanks(at + 1);
    }
  }

  /** Index after the closing quote of the string at {@code from}. */
  private int stringEnd(int from) {
    for (int at = from + 1; at < to; at++) {
      byte b = bytes[at];
      if (b == '"') {
        return at + 1;
      }
      if (b == '\\') {
        at++;
      }
    }
    return ~to;
  }

  private int wordEnd(int from, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (!isAt(from + i, word.charAt(i))) {
        return ~from;
      }
    }
    return from + word.length();
  }

  private int skipBlanks(int from) {
    int at = from;
    while (at < to && (bytes[at] == ' ' || (bytes[at] >= '\t' && bytes[at] <= '\r'))) {
      at++;
    }
    return at;
  }

  /** What is answered instead of the index {@code at} if the JSON is broken there: below zero. */
  private static int broken(int at) {
    return at < 0 ? at : ~at;
  }

  private boolean isAt(int at, char wanted) {
    return at >= 0 && at < to && bytes[at] == wanted;
  }
}
