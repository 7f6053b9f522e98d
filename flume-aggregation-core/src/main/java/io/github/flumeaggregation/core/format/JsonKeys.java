package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Scan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The wanted keys of a JSON object: each leads to a field, to the wanted keys of the object that is
 * its value, or to both. A dot in a field's name may be the step into an inner object or part of a
 * key, so {@code log.level} finds {@code {"log":{"level":1}}} and {@code {"log.level":1}}.
 */
final class JsonKeys {
  /** A wanted key. */
  static final class Key {
    private final byte[] name;

    /** The field that its value is, or -1. */
    int field = -1;

    /** What is wanted of its value, or null. */
    @Nullable JsonKeys inner;

    /** Its number if it may be the element of an array, else -1. */
    private final int element;

    private Key(String name, byte[] bytes) {
      this.name = bytes;
      this.element = name.matches("0|[1-9][0-9]{0,5}") ? Integer.parseInt(name) : -1;
    }
  }

  private final List<Key> keys = new ArrayList<>();

  /** Adds the field {@code name}, with index {@code field}. */
  void add(String name, int field) {
    key(name).field = field;
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      Key outer = key(name.substring(0, dot));
      if (outer.inner == null) {
        outer.inner = new JsonKeys();
      }
      outer.inner.add(name.substring(dot + 1), field);
    }
  }

  private Key key(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    Key known = find(bytes, 0, bytes.length);
    if (known == null) {
      known = new Key(name, bytes);
      keys.add(known);
    }
    return known;
  }

  /** The wanted key of an array's element, counted from 0; or null. */
  @Nullable
  Key element(int element) {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).element == element) {
        return keys.get(i);
      }
    }
    return null;
  }

  /** The wanted key {@code bytes[from, to)}, or null. */
  @Nullable
  Key find(byte[] bytes, int from, int to) {
    for (int i = 0; i < keys.size(); i++) {
      Key key = keys.get(i);
      if (key.name.length == to - from && Scan.isAt(bytes, from, to, key.name)) {
        return key;
      }
    }
    return null;
  }
}
