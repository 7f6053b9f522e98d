package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.config.Suggestion;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the time is written: {@code timePattern}, {@code timeZone} and {@code timeLocale}. */
final class TimeSettings {
  private static final List<String> KINDS =
      Arrays.asList("clf", "iso", "epochSeconds", "epochMillis", "epochMicros", "epochNanos");

  private TimeSettings() {}

  /** Reads the keys; without a pattern the time is of the kind {@code defaultKind}. */
  static TimeText read(FormatScope scope, String defaultKind) {
    Settings settings = scope.settings;
    ZoneId zone = zone(settings);
    String pattern = settings.text("timePattern", defaultKind);
    @Nullable TimeText known = ofKind(pattern, zone);
    if (known != null) {
      return known;
    }
    try {
      return ofPattern(pattern, scope);
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

  /**
   * A time by a pattern of java.time, its zone, language and year as the settings say.
   *
   * @throws IllegalArgumentException if it is no pattern, or leaves out what a time needs
   */
  static TimeText ofPattern(String pattern, FormatScope scope) {
    return new PatternTime(pattern, zone(scope.settings), locale(scope.settings), scope.readTime);
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

  /** The language of the names of months and days; English if nothing is configured. */
  private static Locale locale(Settings settings) {
    Locale locale = Locale.forLanguageTag(settings.text("timeLocale", "en").replace('_', '-'));
    if (!Arrays.asList(Locale.getISOLanguages()).contains(locale.getLanguage())) {
      settings.fault("timeLocale", "allowed is a language such as en, de or fr-CA");
      return Locale.ENGLISH;
    }
    return locale;
  }
}
