package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Quantity;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.config.Suggestion;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads the {@code window} of an aggregation, such as {@code sliding 5m every 10s}. */
public final class WindowSpec {
  /** What may be written, for messages. */
  private static final String ALLOWED =
      "allowed is 'tumbling 1m', 'sliding 5m every 10s',"
          + " 'calendar day in Europe/Berlin' (hour, day, week, month), 'total every 1m',"
          + " 'cumulative 1d every 1h in Europe/Berlin' or 'session 30m max 24h'";

  /** A day. */
  private static final long DEFAULT_MAX_SESSION_MILLIS = 86_400_000;

  private WindowSpec() {}

  /**
   * Reads {@code window}, which is required; a fault is noted in the settings.
   *
   * @return null if there was a fault
   */
  public static @Nullable WindowKind read(Settings settings, Aggregation aggregation) {
    String text = settings.required("window", ALLOWED);
    if (text.isEmpty()) {
      return null;
    }
    try {
      WindowKind windows = parse(text);
      if (windows.isTotal() && aggregation.aggregates().needsWindowLength()) {
        settings.fault("compute", "rate needs a window with a beginning, and a total has none");
      }
      if (windows instanceof SessionWindows && settings.has("top")) {
        settings.fault(
            "top",
            "ranks the groups of a window, and each session is of one group; leave it out, or say"
                + " which sessions are wanted, such as 'having = count > 10'");
      }
      @Nullable String remark = windows.remark();
      if (remark != null) {
        settings.warn("window", remark);
      }
      return windows;
    } catch (IllegalArgumentException e) {
      settings.fault("window", String.valueOf(e.getMessage()));
      return null;
    }
  }

  /**
   * The windows that {@code text} describes.
   *
   * @throws IllegalArgumentException with what is allowed
   */
  static WindowKind parse(String text) {
    List<String> words = Arrays.asList(text.trim().split("\\s+"));
    String shape = String.join(" ", words).replaceAll("(?<= )(?!every\\b|in\\b|max\\b)\\S+", "_");
    switch (shape) {
      case "tumbling _":
        long length = duration(words.get(1));
        return new FixedWindows(length, length);
      case "sliding _ every _":
        return new FixedWindows(duration(words.get(1)), duration(words.get(3)));
      case "calendar _ in _":
        return new CalendarWindows(unit(words.get(1)), zone(words.get(3)));
      case "total every _":
        return new TotalWindows(duration(words.get(2)));
      case "cumulative _ every _":
        return new CumulativeWindows(duration(words.get(1)), duration(words.get(3)), null);
      case "cumulative _ every _ in _":
        return new CumulativeWindows(
            duration(words.get(1)), duration(words.get(3)), zone(words.get(5)));
      case "session _":
        return new SessionWindows(duration(words.get(1)), DEFAULT_MAX_SESSION_MILLIS);
      case "session _ max _":
        return new SessionWindows(duration(words.get(1)), duration(words.get(3)));
      case "sliding _":
      case "cumulative _":
        throw new IllegalArgumentException(
            "say how often the window is emitted: '" + text + " every 10s'; " + ALLOWED);
      case "calendar _":
        throw new IllegalArgumentException(
            "say in which time zone: '" + text + " in Europe/Berlin'; " + ALLOWED);
      default:
        throw new IllegalArgumentException(ALLOWED);
    }
  }

  private static long duration(String text) {
    long millis = Quantity.DURATION.parse(text);
    if (millis == 0) {
      throw new IllegalArgumentException("the durations must be above 0; " + ALLOWED);
    }
    return millis;
  }

  private static CalendarWindows.Unit unit(String text) {
    for (CalendarWindows.Unit unit : CalendarWindows.Unit.values()) {
      if (unit.name().toLowerCase(Locale.ROOT).equals(text)) {
        return unit;
      }
    }
    throw new IllegalArgumentException("no unit '" + text + "'; " + ALLOWED);
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "no time zone '"
              + text
              + "'"
              + Suggestion.didYouMean(text, ZoneId.getAvailableZoneIds())
              + "; allowed are names such as UTC, Europe/Berlin or Asia/Shanghai",
          e);
    }
  }
}
