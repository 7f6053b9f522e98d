package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.format.LogVariable.Kind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code LogFormat} strings of Apache: either the bare pattern, or as it stands in the
 * configuration, {@code LogFormat ".." combined}, of which the directive, the quotes, the escapes
 * and the name are understood.
 */
final class ApachePattern {
  private static final Pattern DIRECTIVE =
      Pattern.compile("^(?i:LogFormat)\\s+(\".*\")(?:\\s+[^\\s\"]+)?$");
  private static final Pattern OTHER_DIRECTIVE =
      Pattern.compile("^(?i:LogFormat|CustomLog|TransferLog|ErrorLogFormat|ErrorLog)\\s");
  private static final Pattern VALVE = Pattern.compile("\\bpattern\\s*=\\s*\"([^\"]*)\"");
  private static final Pattern VARIABLE =
      Pattern.compile("%(?:(%)|(U%q)|[!<>,0-9]*(?:\\{([^}]*)\\})?[<>]?(\\^t[io]|[a-zA-Z]))");

  private final LogPattern pattern = new LogPattern(true);
  private final StringBuilder literal = new StringBuilder();
  private final ApacheVariables variables;
  private final FormatScope scope;
  private @Nullable ApacheTime time;

  private ApachePattern(Server server, FormatScope scope) {
    this.variables = new ApacheVariables(server);
    this.scope = scope;
  }

  /**
   * The format that {@code text} describes; the settings may say which server writes it, and what
   * time it has.
   *
   * @throws IllegalArgumentException if it is no such pattern
   */
  static FormatPart compile(String text, FormatScope scope) {
    String server = scope.settings.oneOf("server", "httpd", "httpd", "tomcat", "jetty");
    ApachePattern reader =
        new ApachePattern(Server.valueOf(server.toUpperCase(Locale.ROOT)), scope);
    return reader.read(unquoted(text)).toPart(scope);
  }

  /** Likewise; each line begins with a virtual host, with or without its port. */
  static FormatPart compileAfterHost(String text, FormatScope scope) {
    ApachePattern reader = new ApachePattern(Server.HTTPD, scope);
    reader.add(LogVariable.of("%v", "host", "v", Kind.HOST_PORT));
    return reader.read(' ' + text).toPart(scope);
  }

  /** The pattern without the configuration's quotes, if it has any. */
  private static String unquoted(String text) {
    Matcher directive = DIRECTIVE.matcher(text);
    Matcher valve = VALVE.matcher(text);
    boolean directiveThere = directive.matches();
    if (!directiveThere && OTHER_DIRECTIVE.matcher(text).find()) {
      throw new IllegalArgumentException(
          "what stands in the quotes of a LogFormat is needed, and the closing quote: a line that"
              + " was cut off lacks it, and a CustomLog names a file and the LogFormat");
    }
    if (text.startsWith("<") && valve.find()) {
      return withoutEntities(valve.group(1));
    }
    String quoted = directiveThere ? directive.group(1) : text;
    if (directiveThere || (isQuoted(quoted) && ownsNoQuotes(quoted))) {
      quoted = quoted.substring(1, quoted.length() - 1);
    }
    return withoutEntities(quoted.replace("\\\"", "\"").replace("\\t", "\t").replace("\\\\", "\\"));
  }

  /** As it stands in the XML of Tomcat and Jetty. */
  private static String withoutEntities(String text) {
    return text.replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  private static boolean isQuoted(String text) {
    return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
  }

  /**
   * Whether the outer quotes are the configuration's: the first quote inside opens something, so it
   * is escaped or follows a blank. (Flume's properties files eat the backslashes.)
   */
  private static boolean ownsNoQuotes(String quoted) {
    int inner = quoted.indexOf('"', 1);
    return inner == quoted.length() - 1 || " \\[=".indexOf(quoted.charAt(inner - 1)) >= 0;
  }

  private LogPattern read(String format) {
    Matcher variable = VARIABLE.matcher(format);
    int end = 0;
    while (variable.find()) {
      addLiteral(format.substring(end, variable.start()));
      end = variable.end();
      add(variable);
    }
    addLiteral(format.substring(end));
    endTime();
    return pattern.literal(literal.toString());
  }

  private void addLiteral(String text) {
    int percent = text.indexOf('%');
    if (percent >= 0) {
      throw new IllegalArgumentException(
          "'" + text.substring(percent) + "' begins with no variable of LogFormat");
    }
    literal.append(text);
  }

  private void add(Matcher variable) {
    String source = variable.group();
    if (variable.group(1) != null) {
      literal.append('%');
      return;
    }
    if (variable.group(2) != null) {
      add(LogVariable.of(source, "target", "target", Kind.TARGET));
      return;
    }
    String argument = variable.group(3);
    String letter = variable.group(4);
    if (letter.equals("t") && argument != null) {
      addTime(source, argument);
    } else if (letter.equals("t")) {
      literal.append('[');
      add(LogVariable.time(source, "time", "t", new ClfTime()));
      literal.append(']');
    } else {
      add(variables.of(source, letter, argument));
    }
  }

  private void add(LogVariable variable) {
    endTime();
    pattern.literal(literal.toString()).variable(variable);
    literal.setLength(0);
  }

  /** Several formatted times that follow each other are parts of one. */
  private void addTime(String source, String argument) {
    if (time == null) {
      pattern.literal(literal.toString());
      time = new ApacheTime(source, scope);
    } else {
      time.literal(literal.toString());
    }
    literal.setLength(0);
    time.add(argument);
  }

  private void endTime() {
    if (time != null) {
      pattern.variable(time.toVariable());
      time = null;
    }
  }
}
