package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.format.LogVariable.Kind;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code log_format} strings of nginx: either the bare pattern, or as it stands in the
 * configuration, {@code log_format main escape=json '..' '..';}, of which the directive, the name,
 * the quotes and the semicolon are understood.
 */
final class NginxPattern {
  private static final Pattern DIRECTIVE = Pattern.compile("^log_format\\s+\\S+\\s+");
  private static final Pattern OTHER_DIRECTIVE = Pattern.compile("^(access_log|error_log)\\s");
  private static final Pattern ESCAPE = Pattern.compile("^escape=(\\w+)\\s+");
  private static final Pattern PIECE =
      Pattern.compile("\\G\\s*(?:(['\"])((?:(?!\\1)[^\\\\]|\\\\.)*+)\\1|([^\\s'\";]+))");
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{(\\w+)\\}|(uri\\$is_args\\$(?:args|query_string))\\b|(\\w+))");

  private NginxPattern() {}

  /**
   * The format that {@code text} describes; the settings may say what time it has.
   *
   * @throws IllegalArgumentException if it is no such pattern
   */
  static FormatPart compile(String text, FormatScope scope) {
    if (OTHER_DIRECTIVE.matcher(text).find()) {
      throw new IllegalArgumentException(
          "it is another directive: paste the log_format that it names");
    }
    Matcher directive = DIRECTIVE.matcher(text);
    boolean whole = directive.find();
    String rest = whole ? text.substring(directive.end()) : text;
    boolean escaped = true;
    Matcher escape = ESCAPE.matcher(rest);
    if (escape.find()) {
      escaped = !escape.group(1).equals("none");
      rest = rest.substring(escape.end());
    }
    LogPattern pattern = new LogPattern(escaped);
    addTo(pattern, unquoted(rest.trim(), whole), TimeSettings.zone(scope.settings));
    return pattern.toPart(scope);
  }

  private static void addTo(LogPattern pattern, String format, ZoneId zone) {
    Matcher variable = VARIABLE.matcher(format);
    int end = 0;
    while (variable.find()) {
      pattern.literal(format.substring(end, variable.start()));
      end = variable.end();
      pattern.variable(variable(variable, zone));
    }
    pattern.literal(format.substring(end));
  }

  /** The pattern without the configuration's quotes, if it has any. */
  private static String unquoted(String text, boolean directive) {
    boolean ends = text.endsWith(";");
    if (directive && !ends) {
      throw new IllegalArgumentException(
          "the directive does not end with ';': it was cut off at the end of a line. Write it on one"
              + " line, or a backslash at the end of each line but the last");
    }
    String quoted = ends ? text.substring(0, text.length() - 1).trim() : text;
    if (!directive && !quoted.startsWith("'")) {
      return text;
    }
    StringBuilder joined = new StringBuilder();
    Matcher piece = PIECE.matcher(quoted);
    int end = 0;
    while (piece.find()) {
      boolean bare = piece.group(2) == null;
      String part = bare ? piece.group(3) : piece.group(2);
      joined.append(part.replaceAll("\\\\(['\"\\\\])", "$1").replace("\\t", "\t"));
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

  private static LogVariable variable(Matcher matcher, ZoneId zone) {
    String source = matcher.group();
    if (matcher.group(2) != null) {
      return LogVariable.of(source, "request_uri", "request_uri", Kind.TARGET);
    }
    String name = matcher.group(1) == null ? matcher.group(3) : matcher.group(1);
    return variable(source, name.toLowerCase(Locale.ROOT), zone);
  }

  /** Variables that others made of those for the time are called after them. */
  private static LogVariable variable(String source, String name, ZoneId zone) {
    if (name.startsWith("time_local")) {
      return LogVariable.time(source, "time", name, new ClfTime());
    }
    if (name.startsWith("time_iso8601")) {
      return LogVariable.time(source, "time", name, new IsoTime(zone));
    }
    return name.equals("msec")
        ? LogVariable.time(source, name, name, new EpochTime(0))
        : LogVariable.of(source, fieldName(name), name, kind(name));
  }

  private static String fieldName(String name) {
    switch (name) {
      case "request_line":
        return "request";
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
      case "request_line":
        return Kind.REQUEST;
      case "request_uri":
        return Kind.TARGET;
      case "body_bytes_sent":
        return Kind.BYTES;
      case "status":
        return Kind.STATUS;
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
        return Kind.CLIENT;
      case "remote_user":
        return Kind.USER;
      case "http_user_agent":
        return Kind.AGENT;
      case "request_method":
      case "args":
      case "query_string":
      case "server_protocol":
      case "http_referer":
      case "http_host":
      case "host":
        return Kind.TEXT;
      default:
        return kindByEnd(name);
    }
  }

  private static Kind kindByEnd(String name) {
    if (name.equals("uri") || name.endsWith("_uri")) {
      return Kind.PATH;
    }
    boolean list = name.startsWith("upstream_") && !name.endsWith("_host");
    return list ? Kind.LIST : Kind.ANY;
  }
}
