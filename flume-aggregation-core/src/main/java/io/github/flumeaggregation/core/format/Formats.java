package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.config.Settings;
import java.util.Collections;
import java.util.function.Function;

/** Makes the format that a component's settings ask for. */
public final class Formats {
  private Formats() {}

  /**
   * Reads {@code format} and {@code format.*}; without them, lines are in combined format.
   *
   * <p>Faults are noted in {@code settings}; the format returned then is one that has every field,
   * so that what depends on it can be read and its faults be found too.
   */
  public static Format read(Settings settings) {
    String name =
        settings.oneOf(
            "format",
            "combined",
            "common",
            "combined",
            "nginx",
            "apache",
            "json",
            "delimited",
            "regex",
            "headers");
    Settings own = settings.under("format");
    if (settings.has("format") && !name.equals(settings.text("format"))) {
      settings.ignore("format.*");
      return JsonReader.format(Settings.of("", Collections.emptyMap()));
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
    return JsonReader.format(Settings.of("", Collections.emptyMap()));
  }
}
