package io.github.flumeaggregation.monitor.metrics;

import io.github.flumeaggregation.core.Nullable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.management.Descriptor;
import javax.management.MBeanAttributeInfo;

/**
 * What an attribute of a component's bean is called by Prometheus' conventions: the part first, all
 * in lower case, times in seconds, the totals at {@code _total}. A bean of ours says what each of
 * its numbers means; Flume's are in {@link StockMetrics}; of others there is but the name.
 */
final class AttributeNames {
  /**
   * The classes of our beans whose numbers are called by another name than the component's type.
   */
  private static final String WINDOW_SINK = "WindowSinkCounter";

  private static final String ALERTMANAGER_SINK = "AlertmanagerSinkCounter";

  /** Attributes that say of lines what became of them; all together are what was read. */
  private static final Set<String> SINK_OUTCOMES =
      new HashSet<>(Arrays.asList("Counted", "Unparsed", "Duplicate", "Future"));

  private static final Set<String> INTERCEPTOR_OUTCOMES =
      new HashSet<>(Arrays.asList("Counted", "Unparsed", "Duplicate"));

  private static final String LINES = "Lines";

  private AttributeNames() {}

  /** How an attribute is shown; null for one that is not. */
  static @Nullable ShownMetric of(String type, String className, MBeanAttributeInfo attribute) {
    Descriptor descriptor = attribute.getDescriptor();
    Object kind = descriptor.getFieldValue("metricType");
    if (kind != null) {
      Kind itsKind = kind.equals("counter") ? Kind.COUNTER : Kind.GAUGE;
      return own(part(type, className), attribute, itsKind);
    }
    boolean isText = attribute.getType().equals(String.class.getName());
    if (isText || attribute.getName().equals("StopTime")) {
      return null; // who has stopped is not shown
    }
    ShownMetric stock = StockMetrics.of(type, attribute.getName());
    return stock == null ? other(type, attribute.getName()) : stock;
  }

  private static String part(String type, String className) {
    if (className.endsWith('.' + WINDOW_SINK)) {
      return "window_sink";
    }
    return className.endsWith('.' + ALERTMANAGER_SINK) ? "alertmanager_sink" : type;
  }

  private static @Nullable ShownMetric own(String part, MBeanAttributeInfo attribute, Kind kind) {
    String name = attribute.getName();
    Set<String> outcomes = outcomes(part);
    if (!outcomes.isEmpty() && name.startsWith(LINES)) {
      String outcome = name.substring(LINES.length());
      if (outcome.equals("Read")) {
        return null; // the sum over all outcomes
      }
      if (outcomes.contains(outcome)) {
        String help = "lines read, by what became of them; all outcomes together are all lines";
        return new ShownMetric(
            "flume_" + part + "_lines", kind, help, 1, outcome.toLowerCase(Locale.ROOT));
      }
    }
    String prefix = "flume_" + part + '_';
    String help = attribute.getDescription();
    if (name.endsWith("Millis")) {
      return new ShownMetric(prefix + seconds(name, "Millis"), kind, help, 1e-3, "");
    }
    if (name.endsWith("Micros")) {
      return new ShownMetric(prefix + seconds(name, "Micros"), kind, help, 1e-6, "");
    }
    return new ShownMetric(prefix + snake(name), kind, help);
  }

  private static Set<String> outcomes(String part) {
    switch (part) {
      case "window_sink":
        return SINK_OUTCOMES;
      case "interceptor":
        return INTERCEPTOR_OUTCOMES;
      default:
        return new HashSet<>();
    }
  }

  private static String seconds(String name, String unit) {
    return snake(name.substring(0, name.length() - unit.length())) + "_seconds";
  }

  /** Of a component that neither Flume nor we have made: by the habits of Flume's counters. */
  private static ShownMetric other(String type, String name) {
    String help = name + " of the component's bean";
    String prefix = "flume_" + snake(type) + '_';
    if (name.endsWith("Count") && name.length() > "Count".length()) {
      String counted = name.substring(0, name.length() - "Count".length());
      return new ShownMetric(prefix + snake(counted), Kind.COUNTER, help);
    }
    return new ShownMetric(prefix + snake(name), Kind.UNKNOWN, help);
  }

  /** {@code linesRead} and {@code LinesRead} as {@code lines_read}. */
  static String snake(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("[^A-Za-z0-9]+", "_")
        .toLowerCase(Locale.ROOT);
  }
}
