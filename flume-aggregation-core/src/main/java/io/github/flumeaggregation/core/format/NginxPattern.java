package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.format.LogVariable.Kind;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code log_format} strings of nginx: either the bare pattern, or as it stands in the
 * configuration, {@code log_format main escape=json '..' '..';}, of which the directive, the name,
 * the quotes and the semicolon are understood.
 */
final class NginxPattern {
  private static final Pattern DIRECTIVE = Pattern.compile("^log_format\\s+\\S+\\s+");
  private static final Pattern ESCAPE = Pattern.compile("^escape=(\\w+)\\s+");
  private static final Pattern PIECE =
      Pattern.compile("\\G\\s*(['\"])((?:(?!\\1)[^\\\\]|\\\\.)*+)\\1");
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{(\\w+)\\}|(uri\\$is_args\\$(?:args|query_string))\\b|(\\w+))");

  private NginxPattern() {}

  /**
   * The format that {@code text} describes.
   *
   * @throws IllegalArgumentException if it is no such pattern
   */
  static Format compile(String text) {
    String rest = DIRECTIVE.matcher(text).replaceFirst("");
    boolean escaped = true;
    Matcher escape = ESCAPE.matcher(rest);
    if (escape.find()) {
      escaped = !escape.group(1).equals("none");
      rest = rest.substring(escape.end());
    }
    LogPattern pattern = new LogPattern(escaped);
    String format = unquoted(rest.trim());
    Matcher variable = VARIABLE.matcher(format);
    int end = 0;
    while (variable.find()) {
      pattern.literal(format.substring(end, variable.start()));
      end = variable.end();
      pattern.variable(variable(variable));
    }
    return pattern.literal(format.substring(end)).toFormat();
  }

  /** The pattern without the configuration's quotes, if it has any. */
  private static String unquoted(String text) {
    String quoted = text.endsWith(";") ? text.substring(0, text.length() - 1).trim() : text;
    if (!quoted.startsWith("'")) {
      return text;
    }
    StringBuilder joined = new StringBuilder();
    Matcher piece = PIECE.matcher(quoted);
    int end = 0;
    while (piece.find()) {
      joined.append(piece.group(2).replaceAll("\\\\(['\"\\\\])", "$1").replace("\\t", "\t"));
      end = piece.end();
    }
    if (end < quoted.length()) {
      throw new IllegalArgumentException(
          "a quote is not closed, or something stands between the quoted parts, at '"
              + quoted.substring(end).trim()
              + "'");
    }
    return joined.toString();
  }

  private static LogVariable variable(Matcher matcher) {
    String source = matcher.group();
    if (matcher.group(2) != null) {
      return LogVariable.of(source, "request_uri", "request_uri", Kind.TARGET);
    }
    return variable(source, matcher.group(1) == null ? matcher.group(3) : matcher.group(1));
  }

  private static LogVariable variable(String source, String name) {
    switch (name) {
      case "time_local":
        return LogVariable.time(source, "time", name, new ClfTime());
      case "time_iso8601":
        return LogVariable.time(source, "time", name, new IsoTime(ZoneOffset.UTC));
      case "msec":
        return LogVariable.time(source, name, name, new EpochTime(0));
      default:
        return LogVariable.of(source, fieldName(name), name, kind(name));
    }
  }

  private static String fieldName(String name) {
    switch (name) {
      case "remote_addr":
        return "client";
      case "remote_user":
        return "user";
      case "request_method":
        return "method";
      case "uri":
      case "document_uri":
        return "path";
      case "args":
      case "query_string":
        return "query";
      case "server_protocol":
        return "protocol";
      case "body_bytes_sent":
        return "bytes";
      case "http_referer":
        return "referer";
      case "http_user_agent":
        return "agent";
      case "http_host":
        return "host";
      case "request_time":
        return "duration";
      default:
        return name;
    }
  }

  private static Kind kind(String name) {
    switch (name) {
      case "request":
        return Kind.REQUEST;
      case "request_uri":
        return Kind.TARGET;
      case "body_bytes_sent":
        return Kind.BYTES;
      case "status":
        return Kind.WHOLE;
      case "request_time":
      case "request_length":
      case "bytes_sent":
      case "connection":
      case "connection_requests":
      case "connection_time":
      case "gzip_ratio":
      case "remote_port":
      case "server_port":
        return Kind.DECIMAL;
      case "remote_addr":
      case "remote_user":
      case "request_method":
      case "uri":
      case "document_uri":
      case "args":
      case "query_string":
      case "server_protocol":
      case "http_referer":
      case "http_user_agent":
      case "http_host":
      case "host":
        return Kind.TEXT;
      default:
        return name.startsWith("upstream_") ? Kind.LIST : Kind.ANY;
    }
  }
}
