package io.github.flumeaggregation.core.format;

/**
 * The access-log formats that every web server knows.
 *
 * <pre>
 * common     client ident user [time] "request" status bytes
 * combined   common, then "referer" "agent"
 * vcombined  host or host:port, then combined
 * </pre>
 *
 * <p>The request line is also given in parts, {@code method}, {@code path}, {@code query} and
 * {@code protocol}. What follows the last field is ignored, so {@code common} reads combined lines
 * too; and since everything after {@code bytes} may be cut off, {@code combined} reads common ones.
 */
final class AccessLogFormats {
  private static final String COMMON = "%h %l %u %t \"%r\" %>s %b";
  private static final String COMBINED = COMMON + " \"%{Referer}i\" \"%{User-agent}i\"";

  private AccessLogFormats() {}

  static FormatPart common(FormatScope scope) {
    return ApachePattern.compile(COMMON, scope.notAlone());
  }

  static FormatPart combined(FormatScope scope) {
    return ApachePattern.compile(COMBINED, scope.notAlone());
  }

  static FormatPart vcombined(FormatScope scope) {
    return ApachePattern.compileAfterHost(COMBINED, scope.notAlone());
  }
}
