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
  private final StampedHeader header;
  private final Condition condition;

  private FlagStamp(StampedHeader header, Condition condition) {
    this.header = header;
    this.condition = condition;
  }

  /** Reads {@code flags.<header> = <condition>}. */
  static List<FlagStamp> read(Settings settings, Fields fields) {
    Settings flags = settings.under("flags");
    List<FlagStamp> stamps = new ArrayList<>();
    for (String name : flags.keys()) {
      try {
        Condition condition = Conditions.compile(flags.text(name, ""), fields);
        stamps.add(new FlagStamp(StampedHeader.read(name, flags, name), condition));
      } catch (IllegalArgumentException e) {
        flags.fault(name, String.valueOf(e.getMessage()));
      }
    }
    return stamps;
  }

  StampedHeader header() {
    return header;
  }

  void stamp(Record record, Map<String, String> headers) {
    header.put(headers, condition.test(record) ? "true" : "false");
  }

  /** For a line without fields, of which the condition says nothing. */
  void remove(Map<String, String> headers) {
    header.remove(headers);
  }
}
