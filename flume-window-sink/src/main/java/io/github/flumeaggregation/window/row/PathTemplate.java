package io.github.flumeaggregation.window.row;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder that depends on the row: {@code hdfs://nn/rows/%{aggregation}/%Y%m%d}. The escapes are a
 * selection of those of the stock HDFS sink; times are those of the {@code timestamp} header.
 */
public final class PathTemplate {
  /** Stands for the aggregation of what belongs to none: the books of the sink. */
  private static final String NO_AGGREGATION = "sink";

  private static final Pattern ESCAPE = Pattern.compile("%(\\{([^}]*)}|.)?");
  private static final List<String> HEADERS = Arrays.asList("aggregation", "type", "node");
  private static final Map<String, DateTimeFormatter> TIMES = times();

  private final String text;
  private final ZoneId zone;

  /**
   * A template.
   *
   * @throws IllegalArgumentException if it holds an unknown escape; the message says what is
   *     allowed
   */
  public PathTemplate(String text, ZoneId zone) {
    this.text = text;
    this.zone = zone;
    Matcher escape = ESCAPE.matcher(text);
    while (escape.find()) {
      if (!HEADERS.contains(escape.group(2)) && !TIMES.containsKey(escape.group(1))) {
        throw new IllegalArgumentException(
            "'"
                + escape.group()
                + "' is unknown; allowed are %{aggregation}, %{type}, %{node}, and of the window's"
                + " start %Y, %m, %d, %H and %M");
      }
    }
  }

  private static Map<String, DateTimeFormatter> times() {
    Map<String, DateTimeFormatter> times = new HashMap<>();
    times.put("Y", DateTimeFormatter.ofPattern("uuuu", Locale.ROOT));
    times.put("m", DateTimeFormatter.ofPattern("MM", Locale.ROOT));
    times.put("d", DateTimeFormatter.ofPattern("dd", Locale.ROOT));
    times.put("H", DateTimeFormatter.ofPattern("HH", Locale.ROOT));
    times.put("M", DateTimeFormatter.ofPattern("mm", Locale.ROOT));
    return Collections.unmodifiableMap(times);
  }

  /** The folder above all that rows can be in: what stands before the first escape. */
  public String root() {
    int escape = text.indexOf('%');
    return escape < 0 ? withoutSlash(text) : text.substring(0, text.lastIndexOf('/', escape));
  }

  /** The folder of a row with these headers. */
  public String resolve(Map<String, String> headers) {
    StringBuffer resolved = new StringBuffer();
    Matcher escape = ESCAPE.matcher(text);
    while (escape.find()) {
      String header = escape.group(2);
      String value = header == null ? time(escape.group(1), headers) : value(header, headers);
      escape.appendReplacement(resolved, Matcher.quoteReplacement(value));
    }
    return withoutSlash(escape.appendTail(resolved).toString());
  }

  private static String value(String header, Map<String, String> headers) {
    return RowNames.escape(headers.getOrDefault(header, NO_AGGREGATION));
  }

  private String time(String escape, Map<String, String> headers) {
    Instant time = Instant.ofEpochMilli(Long.parseLong(headers.getOrDefault("timestamp", "0")));
    return TIMES.getOrDefault(escape, DateTimeFormatter.ISO_INSTANT).format(time.atZone(zone));
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  public ZoneId zone() {
    return zone;
  }

  @Override
  public String toString() {
    return text;
  }
}
