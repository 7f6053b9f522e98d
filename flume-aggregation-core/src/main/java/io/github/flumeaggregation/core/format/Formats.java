package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.config.Suggestion;
import java.util.Arrays;
import java.util.function.Function;

/** Makes the format that a component's settings ask for. */
public final class Formats {
  private static final String[] NAMES = {
    "common", "combined", "nginx", "apache", "json", "delimited", "regex", "headers"
  };

  private Formats() {}

  /**
   * Reads {@code format} and {@code format.*}; without them, lines are in combined format.
   *
   * <p>Faults are noted in {@code settings}; the format returned then is one to go on with, so that
   * what depends on it can be read and its faults be found too.
   */
  public static Format read(Settings settings) {
    String name = settings.oneOf("format", "combined", NAMES);
    Settings own = settings.under("format");
    if (settings.has("format") && !name.equals(settings.text("format"))) {
      settings.ignore("format.*");
      return afterFault(settings.text("format", name));
    }
    switch (name) {
      case "common":
        return AccessLogFormats.common();
      case "nginx":
        return ofPattern(own, "the log_format of the server", NginxPattern::compile);
      case "apache":
        return ofPattern(
            own,
            "the LogFormat of the server",
            text -> ApachePattern.compile(text, TimeSettings.zone(own)));
      case "json":
        return JsonReader.format(own);
      case "delimited":
        return DelimitedReader.format(own);
      case "regex":
        return ofPattern(
            own,
            "a regular expression with named groups, such as (?<status>[0-9]+)",
            text -> RegexReader.format(text, own));
      case "headers":
        return HeaderReader.format(own);
      default:
        return AccessLogFormats.combined();
    }
  }

  /** The format that was probably meant if its fields are known, or one that has every field. */
  private static Format afterFault(String given) {
    @Nullable String meant = Suggestion.nearest(given, Arrays.asList(NAMES));
    if ("common".equals(meant)) {
      return AccessLogFormats.common();
    }
    return "combined".equals(meant) ? AccessLogFormats.combined() : JsonReader.afterFault();
  }

  private static Format ofPattern(
      Settings settings, String expected, Function<String, Format> compiler) {
    String pattern = settings.required("pattern", expected);
    try {
      if (!pattern.isEmpty()) {
        return compiler.apply(pattern);
      }
    } catch (IllegalArgumentException e) {
      settings.fault("pattern", "allowed is " + expected + "; " + e.getMessage());
    }
    settings.ignore("timeField", "timePattern", "timeZone");
    return JsonReader.afterFault();
  }
}
