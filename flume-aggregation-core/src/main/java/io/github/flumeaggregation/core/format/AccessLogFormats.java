package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Fields;

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
  private AccessLogFormats() {}

  static Format common() {
    return upToBytes().build();
  }

  static Format combined() {
    return upToBytes()
        .optionalFromHere()
        .literal(" \"")
        .quoted("referer")
        .literal("\" \"")
        .quoted("agent")
        .literal("\"")
        .build();
  }

  private static LineFormat.Builder upToBytes() {
    return new LineFormat.Builder()
        .field("client", Fields.Type.TEXT)
        .literal(" ")
        .field("ident", Fields.Type.TEXT)
        .literal(" ")
        .field("user", Fields.Type.TEXT)
        .literal(" [")
        .clfTime("time")
        .literal("] \"")
        .request("request")
        .literal("\" ")
        .whole("status", false)
        .literal(" ")
        .whole("bytes", true);
  }
}
