package io.github.flumeaggregation.core.format;

/**
 * The access-log formats that every web server knows.
 *
 * <pre>
 * common    client ident user [time] "request" status bytes
 * combined  common, then "referer" "agent"
 * </pre>
 *
 * <p>The request line is also given in parts, {@code method}, {@code path}, {@code query} and
 * {@code protocol}. What follows the last field is ignored, so {@code common} reads combined lines
 * too; and since everything after {@code bytes} may be cut off, {@code combined} reads common ones.
 */
final class AccessLogFormats {
  private static final String COMMON = "%h %l %u %t \"%r\" %>s %b";

  private AccessLogFormats() {}

  static Format common() {
    return ApachePattern.compile(COMMON);
  }

  static Format combined() {
    return ApachePattern.compile(COMMON + " \"%{Referer}i\" \"%{User-agent}i\"");
  }
}
