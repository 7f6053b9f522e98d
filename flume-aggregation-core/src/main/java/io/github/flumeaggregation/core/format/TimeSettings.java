package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.config.Suggestion;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/** How the time is written: {@code timePattern} and {@code timeZone}. */
final class TimeSettings {
  private static final List<String> KINDS =
      Arrays.asList("clf", "iso", "epochSeconds", "epochMillis", "epochMicros", "epochNanos");

  private TimeSettings() {}

  /** Reads both keys; without a pattern the time is of the kind {@code defaultKind}. */
  static TimeText read(Settings settings, String defaultKind) {
    ZoneId zone = zone(settings);
    String pattern = settings.text("timePattern", defaultKind);
    @Nullable TimeText known = ofKind(pattern, zone);
    if (known != null) {
      return known;
    }
    try {
      return new PatternTime(pattern, zone);
    } catch (IllegalArgumentException e) {
      settings.fault(
          "timePattern",
          "allowed is one of "
              + String.join(", ", KINDS)
              + " or a pattern of java.time.format.DateTimeFormatter, such as dd.MM.yyyy HH:mm:ss"
              + Suggestion.didYouMean(pattern, KINDS)
              + "; "
              + e.getMessage());
      return new IsoTime(zone);
    }
  }

  private static @Nullable TimeText ofKind(String kind, ZoneId zone) {
    switch (kind) {
      case "clf":
        return new ClfTime();
      case "iso":
        return new IsoTime(zone);
      case "epochSeconds":
        return new EpochTime(0);
      case "epochMillis":
        return new EpochTime(3);
      case "epochMicros":
        return new EpochTime(6);
      case "epochNanos":
        return new EpochTime(9);
      default:
        return null;
    }
  }

  /** The zone of times whose text names none; UTC if nothing is configured. */
  static ZoneId zone(Settings settings) {
    try {
      return ZoneId.of(settings.text("timeZone", "UTC"));
    } catch (DateTimeException e) {
      settings.fault("timeZone", "allowed is a time zone such as UTC, Europe/Berlin or +02:00");
      return ZoneOffset.UTC;
    }
  }
}
