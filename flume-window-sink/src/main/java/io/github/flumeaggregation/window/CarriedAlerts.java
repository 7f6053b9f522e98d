package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.WindowedAggregation;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the alerts of one configuration over to another. */
final class CarriedAlerts {
  private static final Logger LOGGER = LoggerFactory.getLogger(CarriedAlerts.class);

  private CarriedAlerts() {}

  /**
   * An alert whose aggregation and conditions are the same keeps its state, whatever else of it has
   * changed. Another one begins anew; what fired under the old rule is ended, by a notification
   * that {@code old} then holds.
   *
   * @param engine what the new configuration makes, with the aggregations that it takes over
   */
  static void carryOver(
      WindowSinkConfig oldConfig, Alerts old, WindowSinkConfig config, WindowEngine engine) {
    Map<String, RuleAlerts> before = new LinkedHashMap<>();
    for (RuleAlerts rule : old.rules()) {
      before.put(rule.rule().name, rule);
    }
    for (RuleAlerts rule : engine.alerts().rules()) {
      RuleAlerts same = before.get(rule.rule().name);
      if (same != null
          && oldConfig.definition(same.rule()).equals(config.definition(rule.rule()))
          && computesAllOf(rule.rule().aggregation, same.rule().aggregation)) {
        ByteWriter state = new ByteWriter();
        same.encode(state);
        rule.decode(new ByteReader(state.toBytes()));
        before.remove(rule.rule().name);
      } else {
        startAfterClosed(rule, engine);
      }
    }
    for (RuleAlerts gone : before.values()) {
      LOGGER.info(
          "Alert {} is no longer configured as it was; {} that fired are ended",
          gone.rule().name,
          gone.firing());
      gone.withdraw();
    }
  }

  /** Whether each column of {@code before} is there, and means the same. */
  private static boolean computesAllOf(Aggregation now, Aggregation before) {
    Map<String, String> columns = new HashMap<>();
    now.aggregates().columns().forEach(column -> columns.put(column.name(), column.text()));
    return before.aggregates().columns().stream()
        .allMatch(column -> column.text().equals(columns.get(column.name())));
  }

  /** A new alert on windows that have been closed already judges only those that follow. */
  private static void startAfterClosed(RuleAlerts rule, WindowEngine engine) {
    WindowAlerts windows = rule.windows();
    for (WindowedAggregation aggregation : engine.aggregations()) {
      if (windows != null && aggregation.aggregation() == rule.rule().aggregation) {
        windows.startAfter(aggregation.closedThroughMillis());
      }
    }
  }
}
