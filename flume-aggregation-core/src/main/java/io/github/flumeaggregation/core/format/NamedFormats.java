package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The formats by the names that {@code format} may have. */
final class NamedFormats {
  private static final Map<String, Function<FormatScope, FormatPart>> MAKERS =
      new LinkedHashMap<>();

  static {
    MAKERS.put("common", AccessLogFormats::common);
    MAKERS.put("combined", AccessLogFormats::combined);
    MAKERS.put("vcombined", AccessLogFormats::vcombined);
    MAKERS.put(
        "nginx", scope -> ofPattern(scope, "the log_format of the server", NginxPattern::compile));
    MAKERS.put(
        "apache", scope -> ofPattern(scope, "the LogFormat of the server", ApachePattern::compile));
    MAKERS.put("json", JsonReader::part);
    MAKERS.put("delimited", DelimitedReader::part);
    MAKERS.put("w3c", W3cReader::part);
    MAKERS.put("keyvalue", KeyValueReader::part);
    MAKERS.put("logfmt", KeyValueReader::part);
    MAKERS.put("ltsv", KeyValueReader::ltsv);
    MAKERS.put(
        "regex",
        scope ->
            ofPattern(
                scope,
                "a regular expression with named groups, such as (?<status>[0-9]+)",
                RegexReader::part));
    MAKERS.put("headers", HeaderReader::part);
  }

  private NamedFormats() {}

  /** All names. */
  static List<String> names() {
    return new ArrayList<>(MAKERS.keySet());
  }

  /** The part that reads lines of the format called {@code name}; null if there is none. */
  static @Nullable FormatPart part(String name, FormatScope scope) {
    @Nullable Function<FormatScope, FormatPart> maker = MAKERS.get(name);
    return maker == null ? null : maker.apply(scope);
  }

  private static FormatPart ofPattern(
      FormatScope scope, String expected, BiFunction<String, FormatScope, FormatPart> compiler) {
    String pattern = scope.settings.required("pattern", expected);
    try {
      if (!pattern.isEmpty()) {
        return compiler.apply(pattern, scope);
      }
    } catch (IllegalArgumentException e) {
      scope.settings.fault("pattern", "allowed is " + expected + "; " + e.getMessage());
    }
    scope.settings.ignore("timeField", "timePattern", "timeZone", "timeLocale", "server");
    return JsonReader.afterFault(scope.numbers);
  }
}
