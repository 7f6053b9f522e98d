package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.record.Scan;
import io.github.flumeaggregation.core.record.Words;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands between columns: one or several bytes, or a run of blanks and tabs. */
final class Delimiter {
  private static final String ALLOWED =
      "allowed are one or several characters, tab, space, blanks (any number of blanks and tabs), or"
          + " a character by its number: \\u0001 (in a properties file with two backslashes)";

  /** A character by its number, hexadecimal or, as Hive has it, octal. */
  private static final Pattern CODE =
      Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{3}))|\\^([A-Z])");

  private final byte[] bytes;
  private final boolean blanks;

  private Delimiter(byte[] bytes, boolean blanks) {
    this.bytes = bytes;
    this.blanks = blanks;
  }

  /** Reads {@code key}. */
  static Delimiter read(Settings settings, String key, String defaultText) {
    String text = settings.text(key, defaultText);
    if (text.isEmpty()) {
      settings.fault(key, ALLOWED);
      return of(defaultText);
    }
    return of(text);
  }

  /** The delimiter that {@code text} names. */
  static Delimiter of(String text) {
    switch (text) {
      case "blanks":
        return new Delimiter(new byte[] {' '}, true);
      case "space":
        return new Delimiter(new byte[] {' '}, false);
      case "tab":
      case "\\t":
        return new Delimiter(new byte[] {'\t'}, false);
      default:
        return new Delimiter(decoded(text).getBytes(StandardCharsets.UTF_8), false);
    }
  }

  private static String decoded(String text) {
    Matcher code = CODE.matcher(text);
    StringBuffer decoded = new StringBuffer();
    while (code.find()) {
      code.appendReplacement(decoded, Matcher.quoteReplacement(character(code)));
    }
    return code.appendTail(decoded).toString();
  }

  private static String character(Matcher code) {
    int number;
    if (code.group(4) != null) {
      number = code.group(4).charAt(0) - '@';
    } else if (code.group(3) != null) {
      number = Integer.parseInt(code.group(3), 8);
    } else {
      String hex = code.group(1) == null ? code.group(2) : code.group(1);
      number = Integer.parseInt(hex, 16);
    }
    return String.valueOf((char) number);
  }

  /** Whether it begins with {@code text}. */
  boolean beginsWith(String text) {
    byte[] other = text.getBytes(StandardCharsets.UTF_8);
    return Scan.isAt(bytes, 0, bytes.length, other) || (blanks && text.equals("\t"));
  }

  /** Where the first column begins. */
  int start(byte[] line, int from, int to) {
    return blanks ? after(line, from, to) : from;
  }

  /** Index of the delimiter that comes first, {@code to} if none does. */
  int find(byte[] line, int from, int to) {
    if (bytes.length == 1 && !blanks) {
      int at = Words.indexOf(line, from, to, bytes[0]);
      return at < 0 ? to : at;
    }
    int at = from;
    while (at < to && !isAt(line, at, to)) {
      at++;
    }
    return at;
  }

  /** Whether it stands at {@code at}. */
  boolean isAt(byte[] line, int at, int to) {
    return blanks ? line[at] == ' ' || line[at] == '\t' : Scan.isAt(line, at, to, bytes);
  }

  /** Index after the delimiter at {@code at}. */
  int after(byte[] line, int at, int to) {
    if (!blanks) {
      return at + bytes.length;
    }
    int end = at;
    while (end < to && (line[end] == ' ' || line[end] == '\t')) {
      end++;
    }
    return end;
  }

  /** Whether it may stand after the last column. */
  boolean mayEndLine() {
    return blanks;
  }

  /** What to say to whoever finds too many columns. */
  String advice(byte[] line, int from, int to) {
    boolean run = !blanks && bytes[0] == ' ' && Scan.indexOf(line, from, to, (byte) ' ') >= 0;
    return run ? ", each blank begins one; delimiter = blanks takes several for one" : "";
  }
}
