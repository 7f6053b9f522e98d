package io.github.flumeaggregation.window.row;

import io.github.flumeaggregation.core.record.LosslessText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes names into row ids and keys so that no value can be mistaken for a separator. */
public final class RowNames {
  /** Stands for the group of an aggregation without {@code groupBy}. */
  public static final String NO_GROUP = "-";

  private static final String HEX = "0123456789ABCDEF";

  private RowNames() {}

  /**
   * A group as {@code field=value,field=value}. Different groups have different names, whatever
   * bytes are in their values.
   */
  public static String group(List<String> fields, List<String> values) {
    if (fields.isEmpty()) {
      return NO_GROUP;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < fields.size(); i++) {
      text.append(i == 0 ? "" : ",").append(escape(fields.get(i)));
      text.append('=').append(escape(LosslessText.toBytes(values.get(i))));
    }
    return text.toString();
  }

  /** Letters, digits and {@code . _ ~ -} stand for themselves; other bytes are {@code %XX}. */
  public static String escape(String text) {
    return escape(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String escape(byte[] bytes) {
    StringBuilder escaped = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      if (isPlain(b)) {
        escaped.append((char) b);
      } else {
        escaped.append('%').append(HEX.charAt((b >> 4) & 0xf)).append(HEX.charAt(b & 0xf));
      }
    }
    return escaped.toString();
  }

  /** Writes {@code bytes[from, to)} as {@link #escape} does. */
  static void escape(byte[] bytes, int from, int to, Json out) {
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (isPlain(b)) {
        out.ascii((char) b);
      } else {
        out.ascii('%').ascii(HEX.charAt((b >> 4) & 0xf)).ascii(HEX.charAt(b & 0xf));
      }
    }
  }

  private static boolean isPlain(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '.'
        || b == '_'
        || b == '~'
        || b == '-';
  }
}
