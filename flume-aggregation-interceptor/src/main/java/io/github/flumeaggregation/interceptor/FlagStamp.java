package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.expression.Condition;
import io.github.flumeaggregation.core.expression.Conditions;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.Record;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Puts {@code true} or {@code false} into a header: whether a condition holds for the line. A stock
 * multiplexing selector compares texts for equality, so it needs the comparison done before.
 */
final class FlagStamp {
  private final String header;
  private final Condition condition;

  private FlagStamp(String header, Condition condition) {
    this.header = header;
    this.condition = condition;
  }

  /** Reads {@code flags.<header> = <condition>}. */
  static List<FlagStamp> read(Settings settings, Fields fields) {
    Settings flags = settings.under("flags");
    List<FlagStamp> stamps = new ArrayList<>();
    for (String header : flags.keys()) {
      try {
        stamps.add(new FlagStamp(header, Conditions.compile(flags.text(header, ""), fields)));
      } catch (IllegalArgumentException e) {
        flags.fault(header, String.valueOf(e.getMessage()));
      }
    }
    return stamps;
  }

  void stamp(Record record, Map<String, String> headers) {
    headers.put(header, condition.test(record) ? "true" : "false");
  }
}
