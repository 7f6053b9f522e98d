package io.github.flumeaggregation.core.format;

import java.time.Month;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the months in a language. Logs have them as it pleases their writer, {@code Okt},
 * {@code Okt.} or {@code Oktober}, and a pattern understands one form, which differs from one
 * version of Java to the next.
 */
final class MonthNames {
  private static final Pattern LETTERS_OF_MONTH = Pattern.compile("M{3,4}|L{3,4}");
  private static final Pattern WORD = Pattern.compile("\\p{L}+\\.?");
  private static final TextStyle[] STYLES = {
    TextStyle.FULL, TextStyle.FULL_STANDALONE, TextStyle.SHORT, TextStyle.SHORT_STANDALONE
  };
  private static final int[] ABBREVIATIONS = {3, 4};

  /** Each name, in lower case and without a point, and how the pattern has it. */
  private final Map<String, String> asInPattern = new HashMap<>();

  private final Locale locale;

  /** Those that {@code pattern} is to read; none if it has months as numbers. */
  MonthNames(String pattern, Locale locale) {
    this.locale = locale;
    Matcher letters = LETTERS_OF_MONTH.matcher(pattern);
    if (letters.find()) {
      DateTimeFormatter form = DateTimeFormatter.ofPattern(letters.group(), locale);
      for (Month month : Month.values()) {
        add(month, form.format(month));
      }
    }
  }

  private void add(Month month, String written) {
    for (TextStyle style : STYLES) {
      asInPattern.put(plain(month.getDisplayName(style, locale)), written);
    }
    String full = plain(month.getDisplayName(TextStyle.FULL, locale));
    for (int length : ABBREVIATIONS) {
      if (length < full.length() && isOfOneMonth(full.substring(0, length))) {
        asInPattern.put(full.substring(0, length), written);
      }
    }
  }

  private boolean isOfOneMonth(String start) {
    int months = 0;
    for (Month month : Month.values()) {
      String full = plain(month.getDisplayName(TextStyle.FULL, locale));
      months += full.startsWith(start) ? 1 : 0;
    }
    return months == 1;
  }

  private String plain(String name) {
    return name.toLowerCase(locale).replace(".", "");
  }

  /** The text with the names of months as the pattern has them. */
  String translate(String text) {
    Matcher word = WORD.matcher(text);
    StringBuilder translated = new StringBuilder();
    int end = 0;
    while (word.find()) {
      translated.append(text, end, word.start());
      translated.append(asInPattern.getOrDefault(plain(word.group()), word.group()));
      end = word.end();
    }
    return translated.append(text.substring(end)).toString();
  }
}
