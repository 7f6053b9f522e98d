package io.github.flumeaggregation.window.row;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Numbers;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Writes one JSON object on one line, its keys in the order in which they are given. */
public final class Json {
  private final StringBuilder out = new StringBuilder(256);
  private boolean first = true;

  public Json() {
    out.append('{');
  }

  public Json field(String key, String value) {
    return key(key).string(value);
  }

  Json field(String key, long value) {
    key(key).out.append(value);
    return this;
  }

  Json field(String key, boolean value) {
    key(key).out.append(value);
    return this;
  }

  /** A value of a result row: a number, a text or null. */
  Json value(String key, @Nullable Object value) {
    key(key);
    if (value == null) {
      out.append("null");
    } else if (value instanceof BigDecimal) {
      out.append(Numbers.plain((BigDecimal) value));
    } else {
      string(value.toString());
    }
    return this;
  }

  /** Begins an object as the value of {@code key}. */
  public Json begin(String key) {
    key(key).out.append('{');
    first = true;
    return this;
  }

  /** Ends what {@link #begin} began. */
  public Json end() {
    out.append('}');
    first = false;
    return this;
  }

  private Json key(String key) {
    if (!first) {
      out.append(',');
    }
    first = false;
    string(key).out.append(':');
    return this;
  }

  private Json string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(text.charAt(i));
    }
    out.append('"');
    return this;
  }

  private void character(char c) {
    if (c == '"' || c == '\\') {
      out.append('\\').append(c);
    } else if (endsLines(c)) {
      out.append(String.format("\\u%04x", (int) c));
    } else {
      out.append(c);
    }
  }

  /**
   * Whether a reader of lines, or a terminal, may take it for more than a character: the control
   * characters, U+0085 among them, and the separators of lines and paragraphs.
   */
  private static boolean endsLines(char c) {
    return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029;
  }

  /** An array of only the object, as UTF-8. */
  public byte[] toArrayBytes() {
    return out.insert(0, '[').append("}]").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The object as UTF-8. */
  byte[] toBytes() {
    return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }
}
