package io.github.flumeaggregation.core.format;

import java.util.regex.Pattern;

/**
 * A time in {@code %{..}t}: a count since the epoch, or a pattern of strftime. The server writes
 * fractions of a second by a second such variable, so several of them make one time.
 */
final class ApacheTime {
  /** Letters of strftime, and what they are to java.time. */
  private static final String[][] LETTERS = {
    {"Y", "yyyy"},
    {"m", "MM"},
    {"d", "dd"},
    {"e", "ppd"},
    {"H", "HH"},
    {"I", "hh"},
    {"M", "mm"},
    {"S", "ss"},
    {"p", "a"},
    {"b", "MMM"},
    {"h", "MMM"},
    {"B", "MMMM"},
    {"a", "EEE"},
    {"A", "EEEE"},
    {"j", "DDD"},
    {"y", "yy"},
    {"z", "xx"},
    {"Z", "z"},
    {"T", "HH:mm:ss"},
    {"R", "HH:mm"},
    {"F", "yyyy-MM-dd"},
    {"D", "MM/dd/yy"},
    {"n", "'\n'"},
    {"t", "'\t'"},
    {"%", "'%'"}
  };

  /** What makes a decimal number of the seconds before it. */
  private static final Pattern FRACTION = Pattern.compile("'[.]'S+");

  private final String source;
  private final FormatScope scope;
  private final StringBuilder pattern = new StringBuilder();
  private int epochDecimals = -1;

  /** {@code source} is the variable as it is written. */
  ApacheTime(String source, FormatScope scope) {
    this.source = source;
    this.scope = scope;
  }

  /** What stands between two parts of the time. */
  void literal(String text) {
    if (!text.isEmpty()) {
      pattern.append('\'').append(text.replace("'", "''")).append('\'');
    }
  }

  /** The next part: what stands in the braces. */
  void add(String argument) {
    String format = argument.replaceFirst("^(begin|end):", "");
    switch (format) {
      case "%s":
      case "sec":
        epochDecimals = 0;
        break;
      case "msec":
        epochDecimals = 3;
        break;
      case "usec":
        epochDecimals = 6;
        break;
      case "msec_frac":
        pattern.append("SSS");
        break;
      case "usec_frac":
        pattern.append("SSSSSS");
        break;
      default:
        addLetters(format);
    }
  }

  /** Jetty writes a pattern of java.time, and perhaps a zone after a bar. */
  private void addLetters(String format) {
    if (format.indexOf('%') < 0 && format.matches(".*[yu]{2,}.*")) {
      pattern.append(format.split("[|]")[0].replace("ZZZ", "xx"));
      return;
    }
    for (int at = 0; at < format.length(); at++) {
      char c = format.charAt(at);
      if (c == '%' && at + 1 < format.length()) {
        at++;
        pattern.append(letter(format.substring(at, at + 1)));
      } else {
        literal(String.valueOf(c));
      }
    }
  }

  private String letter(String letter) {
    for (String[] known : LETTERS) {
      if (known[0].equals(letter)) {
        return known[1];
      }
    }
    throw new IllegalArgumentException("%" + letter + " in " + source + " is not understood");
  }

  /**
   * The variable.
   *
   * @throws IllegalArgumentException if the parts make no point in time
   */
  LogVariable toVariable() {
    boolean fraction = epochDecimals == 0 && FRACTION.matcher(pattern).matches();
    if (epochDecimals >= 0 && pattern.length() > 0 && !fraction) {
      throw new IllegalArgumentException(
          source + ": a time since the epoch and other parts of a time do not make one");
    }
    TimeText time;
    try {
      time =
          epochDecimals >= 0
              ? new EpochTime(epochDecimals)
              : TimeSettings.ofPattern(pattern.toString(), scope);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
    }
    return LogVariable.time(source, "time", "t", time);
  }
}
