package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Slice;
import java.nio.charset.StandardCharsets;

/**
 * How a part of a line is shown in the log: its structure, in which letters are {@code A} and
 * {@code a}, digits {@code 9}, each only once in a row, and nothing else can be read; or the text
 * itself, if an operator asks for it.
 */
public final class LineShape {
  private static final int LONGEST = 80;
  private static final int LONGEST_LINE = 1_000;

  private final boolean asText;

  LineShape(boolean asText) {
    this.asText = asText;
  }

  /** The structure of the line {@code bytes[from, to)}, of a long one that of its beginning. */
  public static String of(byte[] bytes, int from, int to) {
    String shape = structure(bytes, from, Math.min(to, from + LONGEST_LINE));
    return shape.length() <= 2 * LONGEST ? shape : shape.substring(0, 2 * LONGEST) + "..";
  }

  /** Whether the text itself is shown. */
  boolean showsText() {
    return asText;
  }

  /** What stands in the text before {@code at}, an index into its array; the end of it. */
  String before(Slice text, int at) {
    String shape = shown(text.array(), text.from(), at);
    return shape.length() <= LONGEST ? shape : ".." + shape.substring(shape.length() - LONGEST);
  }

  /** What stands from {@code at} on; the beginning of it. */
  String after(Slice text, int at) {
    String shape = shown(text.array(), at, Math.min(text.to(), at + 8 * LONGEST));
    return shape.length() <= LONGEST ? shape : shape.substring(0, LONGEST) + "..";
  }

  private String shown(byte[] bytes, int from, int to) {
    return asText ? text(bytes, from, to) : structure(bytes, from, to);
  }

  private static String structure(byte[] bytes, int from, int to) {
    StringBuilder shape = new StringBuilder();
    for (int i = from; i < to; i++) {
      char sign = sign(bytes[i]);
      boolean again = shape.length() > 0 && shape.charAt(shape.length() - 1) == sign;
      if (!again || "Aa9?".indexOf(sign) < 0) {
        shape.append(sign);
      }
    }
    return shape.toString();
  }

  private static char sign(byte b) {
    if (b >= '0' && b <= '9') {
      return '9';
    }
    if (b >= 'A' && b <= 'Z') {
      return 'A';
    }
    if (b >= 'a' && b <= 'z') {
      return 'a';
    }
    if (b == '\t') {
      return ' ';
    }
    return b >= ' ' && b < 0x7f ? (char) b : '?';
  }

  private static String text(byte[] bytes, int from, int to) {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
