package io.github.flumeaggregation.tool.guess;

import io.github.flumeaggregation.core.Nullable;
import java.util.Map;

/** What parses and cannot be meant: numbers in the unit of another server. */
final class Plausibility {
  /** From 2001 to 2100; a number read in the wrong unit lies far outside. */
  private static final long EARLIEST_SECONDS = 978_307_200L;

  private static final long LATEST_SECONDS = 4_102_444_800L;

  private Plausibility() {}

  /** Whether the fields of a line may be what the candidate says. */
  static boolean of(Candidate candidate, Map<String, String> fields) {
    return isTime(candidate, fields) && isDuration(candidate, fields.get("duration"));
  }

  private static boolean isTime(Candidate candidate, Map<String, String> fields) {
    String pattern = candidate.settings().getOrDefault("format.timePattern", "");
    String text = fields.get(candidate.settings().getOrDefault("format.timeField", ""));
    if (!pattern.startsWith("epoch") || text == null || !text.matches("[0-9]{1,18}([.][0-9]*)?")) {
      return true;
    }
    double seconds = Double.parseDouble(text) / unit(pattern);
    return seconds >= EARLIEST_SECONDS && seconds < LATEST_SECONDS;
  }

  private static double unit(String pattern) {
    switch (pattern) {
      case "epochMillis":
        return 1e3;
      case "epochMicros":
        return 1e6;
      case "epochNanos":
        return 1e9;
      default:
        return 1;
    }
  }

  /** nginx writes seconds with three decimals, Apache's {@code %D} microseconds without. */
  private static boolean isDuration(Candidate candidate, @Nullable String duration) {
    String pattern = candidate.settings().getOrDefault("format.pattern", "");
    if (duration == null || duration.equals("-")) {
      return true;
    }
    if (pattern.contains("$request_time")) {
      return duration.contains(".");
    }
    return !pattern.contains("%D") || !duration.contains(".");
  }
}
