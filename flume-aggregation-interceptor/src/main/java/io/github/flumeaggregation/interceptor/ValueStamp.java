package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.aggregate.Numbers;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.config.Suggestion;
import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.LiveAggregation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts a live value into the header {@code <aggregation>.<column>}: the value for the group of the
 * event's line. An empty value, such as the average of nothing, stamps nothing.
 */
final class ValueStamp {
  private final int aggregation;
  private final boolean grouped;
  private final Column column;
  private final StampedHeader header;

  private ValueStamp(int index, Aggregation aggregation, Column column, StampedHeader header) {
    this.aggregation = index;
    this.grouped = !aggregation.groupBy().isEmpty();
    this.column = column;
    this.header = header;
  }

  /**
   * Reads {@code stamp}: names of aggregations (all their columns) or {@code
   * <aggregation>.<column>}, with blanks or commas between them.
   */
  static List<ValueStamp> read(Settings settings, List<Aggregation> aggregations) {
    Map<String, List<ValueStamp>> choices = choices(aggregations);
    Set<ValueStamp> chosen = new LinkedHashSet<>();
    List<String> items = ListText.items(settings.text("stamp", ""));
    for (String item : settings.distinct("stamp", items)) {
      @Nullable List<ValueStamp> stamps = choices.get(item);
      if (stamps == null) {
        settings.fault("stamp", notThere(item, choices.keySet()));
      } else {
        chosen.addAll(stamps);
        stamps.forEach(stamp -> stamp.header.check(settings, "stamp"));
      }
    }
    return new ArrayList<>(chosen);
  }

  /** The stamps that each possible item of the list stands for. */
  private static Map<String, List<ValueStamp>> choices(List<Aggregation> aggregations) {
    Map<String, List<ValueStamp>> choices = new LinkedHashMap<>();
    for (int i = 0; i < aggregations.size(); i++) {
      List<ValueStamp> all = new ArrayList<>();
      choices.put(aggregations.get(i).name(), all);
      for (Column column : aggregations.get(i).aggregates().columns()) {
        String name = aggregations.get(i).name() + '.' + column.name();
        StampedHeader header = StampedHeader.of(name);
        ValueStamp stamp = new ValueStamp(i, aggregations.get(i), column, header);
        all.add(stamp);
        choices.put(name, Collections.singletonList(stamp));
      }
    }
    return choices;
  }

  private static String notThere(String item, Set<String> choices) {
    return "there is no '"
        + item
        + "'"
        + Suggestion.didYouMean(item, choices)
        + "; allowed are "
        + (choices.isEmpty() ? "names of aggregations" : String.join(", ", choices));
  }

  /** Whether the value depends on the group of the line. */
  boolean isGrouped() {
    return grouped;
  }

  StampedHeader header() {
    return header;
  }

  /** Index of the aggregation. */
  int aggregation() {
    return aggregation;
  }

  /** Stamps the value of the group to which the aggregation was moved. */
  void stamp(LiveAggregation moved, long runMillis, Map<String, String> headers) {
    @Nullable Object value = moved.value(column, runMillis);
    if (value == null) {
      remove(headers);
    } else {
      header.put(
          headers,
          value instanceof BigDecimal ? Numbers.plain((BigDecimal) value) : value.toString());
    }
  }

  /** For a line without fields, whose group is not known. */
  void remove(Map<String, String> headers) {
    header.remove(headers);
  }
}
