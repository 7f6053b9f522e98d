package io.github.flumeaggregation.tool.quickstart;

import io.github.flumeaggregation.core.Nullable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The agent's configuration: that of {@code examples/quickstart.conf}, changed where the format,
 * the field to rank by and the logs' span ask for it.
 */
final class AgentConf {
  private static final String SINK = "a1.sinks.windows.";
  private static final String LIVE = "a1.sources.log.interceptors.live.";
  private static final String AGGREGATIONS = SINK + "aggregations";

  private final Map<String, @Nullable String> changes = new LinkedHashMap<>();

  /**
   * @param every how often running totals are emitted, such as {@code 1m}
   */
  AgentConf(LogFormat format, List<String> by, String every) {
    if (!format.settings.equals(LogFormat.settings("format", "combined"))) {
      setFormat(format);
    }
    String sum = format.bytes == null ? "" : ", sum(" + quoted(format.bytes) + ") as bytes";
    if (format.status == null) {
      changes.put(LIVE + "fields", null);
      changes.put(AGGREGATIONS + ".perMinute.groupBy", null);
    } else {
      changes.put(LIVE + "fields", quoted(format.status));
      changes.put(AGGREGATIONS + ".perMinute.groupBy", quoted(format.status));
    }
    changes.put(LIVE + "aggregations.traffic.compute", "count");
    changes.put(AGGREGATIONS + ".perMinute.compute", "count" + sum + ", rate");
    changes.put(AGGREGATIONS + ".busiest.window", "total every " + every);
    changes.put(AGGREGATIONS + ".busiest.groupBy", quoted(by));
    changes.put(AGGREGATIONS + ".busiest.compute", "count" + sum);
    if (format.duration != null) {
      String field = quoted(format.duration);
      changes.put(AGGREGATIONS, "perMinute busiest duration");
      changes.put(AGGREGATIONS + ".duration.window", "total every " + every);
      changes.put(
          AGGREGATIONS + ".duration.compute",
          "count, p50(" + field + ") as p50, p99(" + field + ") as p99");
    }
  }

  private void setFormat(LogFormat format) {
    format.settings.forEach(
        (key, value) -> {
          // A properties file eats single backslashes.
          changes.put(LIVE + key, value.replace("\\", "\\\\"));
          changes.put(SINK + key, value.replace("\\", "\\\\"));
        });
  }

  /** For lines that come now: a window closes every ten seconds, and late lines are forgotten. */
  AgentConf live() {
    changes.put(AGGREGATIONS, "every10s busiest");
    for (String key : new String[] {"groupBy", "compute"}) {
      changes.put(
          AGGREGATIONS + ".every10s." + key, changes.get(AGGREGATIONS + ".perMinute." + key));
    }
    changes.put(AGGREGATIONS + ".every10s.window", "tumbling 10s");
    changes.put(SINK + "allowedLateness", "1m");
    for (String key : new String[] {"window", "groupBy", "compute"}) {
      changes.put(AGGREGATIONS + ".perMinute." + key, null);
    }
    return this;
  }

  private static String quoted(List<String> fields) {
    List<String> quoted = new ArrayList<>();
    fields.forEach(field -> quoted.add(quoted(field)));
    return String.join(", ", quoted);
  }

  private static String quoted(String field) {
    return field.matches("[A-Za-z_][A-Za-z0-9_.]*") ? field : "`" + field + "`";
  }

  /** The text of the configuration, made of that of {@code examples/quickstart.conf}. */
  List<String> applyTo(List<String> template) {
    Map<String, @Nullable String> left = new LinkedHashMap<>(changes);
    List<String> lines = new ArrayList<>();
    for (String line : template) {
      String key = line.split(" = ", 2)[0];
      if (left.containsKey(key)) {
        add(lines, key, left.remove(key));
      } else {
        lines.add(line);
      }
    }
    left.forEach((key, value) -> add(lines, key, value));
    return lines;
  }

  private static void add(List<String> lines, String key, @Nullable String value) {
    if (value != null) {
      lines.add(key + " = " + value);
    }
  }
}
