package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.format.Format;
import io.github.flumeaggregation.core.format.Formats;
import io.github.flumeaggregation.core.window.Aggregation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An interceptor's configuration, read once and checked; all faults are reported together. */
final class AggregationInterceptorConfig {
  private static final String DEFAULT_NAME = "aggregation";

  /** Of the heap an eighth, unless something else is said: each source may have an interceptor. */
  private static final int HEAP_SHARE = 8;

  private static final long LEAST_STATE_BYTES = 1 << 20;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
  private static final Pattern AGGREGATION_NAME = Pattern.compile("[A-Za-z0-9_-]+");

  private final String name;
  private final Format format;
  private final List<LiveAggregationConfig> aggregations;
  private final long maxStateBytes;
  private final @Nullable LineFilter filter;
  private final List<FieldStamp> fieldStamps;
  private final List<FlagStamp> flagStamps;
  private final List<ValueStamp> valueStamps;
  private final List<String> warnings;

  private AggregationInterceptorConfig(Settings settings) {
    settings.ignore("type");
    name = name(settings);
    format = Formats.read(settings);
    aggregations = aggregations(settings, format);
    maxStateBytes = maxStateBytes(settings);
    filter = LineFilter.read(settings, format.fields());
    fieldStamps = FieldStamp.read(settings, format.fields());
    flagStamps = FlagStamp.read(settings, format.fields());
    valueStamps = ValueStamp.read(settings, described(aggregations));
    refuseHeadersWrittenTwice(settings);
    settings.finish();
    warnings = settings.warnings();
  }

  /**
   * Reads the configuration.
   *
   * @throws io.github.flumeaggregation.core.config.SettingsException with all faults, if there are
   */
  static AggregationInterceptorConfig read(Settings settings) {
    return new AggregationInterceptorConfig(settings);
  }

  private static String name(Settings settings) {
    String name = settings.text("name", DEFAULT_NAME);
    if (NAME.matcher(name).matches()) {
      return name;
    }
    settings.fault("name", "allowed are letters, digits, '_', '-' and '.'");
    return DEFAULT_NAME;
  }

  private void refuseHeadersWrittenTwice(Settings settings) {
    Set<String> written = new HashSet<>();
    fieldStamps.forEach(stamp -> written.add(stamp.header().name()));
    for (FlagStamp stamp : flagStamps) {
      String header = stamp.header().name();
      refuseIfWritten(written, header, settings.under("flags"), header);
    }
    for (ValueStamp stamp : valueStamps) {
      refuseIfWritten(written, stamp.header().name(), settings, "stamp");
    }
  }

  private static void refuseIfWritten(
      Set<String> written, String header, Settings settings, String key) {
    if (!written.add(header)) {
      settings.fault(
          key,
          "the header '" + header + "' is written by another key as well; choose another name");
    }
  }

  private static List<LiveAggregationConfig> aggregations(Settings settings, Format format) {
    List<LiveAggregationConfig> aggregations = new ArrayList<>();
    for (String name : settings.names("aggregations")) {
      if (!AGGREGATION_NAME.matcher(name).matches()) {
        settings.fault("aggregations", "allowed are names of letters, digits, '_' and '-'");
      } else if (name.equals(PublishedValues.NOT_NUMBERS)) {
        settings.fault("aggregations", "'" + name + "' is what monitoring calls its own counters");
      } else {
        Settings own = settings.under("aggregations." + name);
        aggregations.add(LiveAggregationConfig.read(name, own, format.fields()));
      }
    }
    return Collections.unmodifiableList(aggregations);
  }

  private static long maxStateBytes(Settings settings) {
    String share = Runtime.getRuntime().maxMemory() / HEAP_SHARE + "B";
    long bytes = settings.sizeBytes("maxStateBytes", share);
    if (settings.has("maxStateBytes") && bytes < LEAST_STATE_BYTES) {
      settings.fault("maxStateBytes", "allowed is 1MiB or more");
    }
    return bytes;
  }

  private static List<Aggregation> described(List<LiveAggregationConfig> configs) {
    return configs.stream().map(LiveAggregationConfig::aggregation).collect(Collectors.toList());
  }

  /** How the interceptor's values are called in JMX. */
  String name() {
    return name;
  }

  /** How lines are parsed. */
  Format format() {
    return format;
  }

  /** What is aggregated. */
  List<LiveAggregationConfig> aggregations() {
    return aggregations;
  }

  /** How much memory all aggregations together may take. */
  long maxStateBytes() {
    return maxStateBytes;
  }

  /** What goes on to the channel; null if all does. */
  @Nullable
  LineFilter filter() {
    return filter;
  }

  /** Fields of which headers are made. */
  List<FieldStamp> fieldStamps() {
    return fieldStamps;
  }

  /** Conditions of which headers are made. */
  List<FlagStamp> flagStamps() {
    return flagStamps;
  }

  /** Live values of which headers are made. */
  List<ValueStamp> valueStamps() {
    return valueStamps;
  }

  /** What is allowed but suspicious, for the log. */
  List<String> warnings() {
    return warnings;
  }
}
