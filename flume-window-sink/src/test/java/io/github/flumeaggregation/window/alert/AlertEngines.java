package io.github.flumeaggregation.window.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.window.WindowOperator;
import io.github.flumeaggregation.window.engine.Job;
import io.github.flumeaggregation.window.engine.WindowEngine;
import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What model tests ask of engines with one alert rule, and do with them. */
final class AlertEngines {
  private AlertEngines() {}

  /** Headers and bodies. */
  static List<String> texts(List<OutboxRow> rows) {
    return rows.stream().map(row -> new TreeMap<>(row.headers()) + Events.text(row)).toList();
  }

  /** An engine that has taken over all of its state. */
  static WindowEngine restart(WindowEngine engine, Job config) {
    ByteWriter state = new ByteWriter();
    engine.encodeCommon(state);
    engine.aggregations().forEach(aggregation -> aggregation.encode(state));
    engine.alerts().encode(state);
    WindowEngine next = new WindowEngine(config);
    ByteReader in = new ByteReader(state.toBytes());
    next.decodeCommon(in);
    for (WindowOperator aggregation : next.aggregations()) {
      aggregation.decode(in);
    }
    next.alerts().decode(in);
    next.restored();
    assertThat(in.atEnd()).isTrue();
    return next;
  }

  /** By group, since when its alert fires. */
  static Map<String, Long> firing(WindowEngine engine) {
    Map<String, Long> firing = new TreeMap<>();
    for (WatchedGroups.Member alert : engine.alerts().rules().get(0).rows().groups().firing()) {
      firing.put(alert.group().get(0), alert.firing().startsAtMillis);
    }
    return firing;
  }
}
