package io.github.flumeaggregation.tool.guess;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which of a log's fields may hold the time, and how it may be written. */
final class TimeNames {
  /** The words of which one is in the name of such a field. */
  private static final Pattern TIME =
      Pattern.compile(
          "(.*[^a-z])?(time|timestamp|ts|date|datetime|at|when|t|msec|start)([^a-z].*)?");

  private static final Pattern RATHER_NOT =
      Pattern.compile("(?i).*(taken|elapsed|duration|zone).*");

  /** Kinds and patterns that are told apart by trying; those of dates before those of numbers. */
  private static final List<String> PATTERNS =
      Collections.unmodifiableList(
          Arrays.asList(
              "iso",
              "clf",
              "yyyy-MM-dd HH:mm:ss,SSS",
              "yyyy/MM/dd HH:mm:ss",
              "dd.MM.yyyy HH:mm:ss",
              "EEE MMM d HH:mm:ss yyyy",
              "EEE MMM d HH:mm:ss.SSSSSS yyyy",
              "yyMMdd HHmmss",
              "M/d/yyyy h:mm:ss a",
              "EEE, dd MMM yyyy HH:mm:ss z",
              "MMM d HH:mm:ss",
              "epochSeconds",
              "epochMillis",
              "epochMicros",
              "epochNanos"));

  private TimeNames() {}

  /** The names that may be that of the time, the likelier ones first. */
  static List<String> among(Collection<String> names) {
    List<String> likely = new ArrayList<>();
    for (String name : names) {
      String last = name.substring(name.lastIndexOf('.') + 1).replaceAll("([a-z])([A-Z])", "$1_$2");
      if (TIME.matcher(last.toLowerCase(Locale.ROOT)).matches()
          && !RATHER_NOT.matcher(name).matches()) {
        likely.add(name);
      }
    }
    return likely;
  }

  static List<String> patterns() {
    return PATTERNS;
  }
}
