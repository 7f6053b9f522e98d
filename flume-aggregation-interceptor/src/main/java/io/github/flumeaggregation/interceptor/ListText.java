package io.github.flumeaggregation.interceptor;

import java.util.ArrayList;
import java.util.List;

/** Splits lists whose items may contain calls, such as {@code traffic.sum(bytes), errors}. */
final class ListText {
  private ListText() {}

  /** The items; blanks and commas divide them, but not within parentheses or double quotes. */
  static List<String> items(String text) {
    List<String> items = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ',';
      quoted ^= c == '"';
      if (!quoted && c == '(') {
        depth++;
      } else if (!quoted && c == ')') {
        depth--;
      }
      boolean divides = !quoted && depth <= 0 && (c == ',' || Character.isWhitespace(c));
      if (divides || i == text.length()) {
        if (i > start) {
          items.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return items;
  }
}
