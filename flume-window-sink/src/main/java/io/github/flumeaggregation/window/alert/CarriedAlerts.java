package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.window.Aggregation;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the alerts of one configuration over to another. */
public final class CarriedAlerts {
  private static final Logger LOGGER = LoggerFactory.getLogger(CarriedAlerts.class);

  private CarriedAlerts() {}

  /**
   * An alert whose aggregation and conditions are the same keeps its state, whatever else of it has
   * changed. Another one begins anew; what fired under the old rule is ended, by a notification
   * that {@code old} then holds.
   *
   * @param now the alerts of the new configuration, with nothing in them
   * @param sameDefinition whether an old rule and a new one are the same
   * @param closedThroughMillis through when the windows of a new aggregation have been closed
   */
  public static void carryOver(
      Alerts old,
      Alerts now,
      BiPredicate<AlertRule, AlertRule> sameDefinition,
      ToLongFunction<Aggregation> closedThroughMillis) {
    Map<String, RuleAlerts> before = new LinkedHashMap<>();
    for (RuleAlerts rule : old.rules()) {
      before.put(rule.rule().name, rule);
    }
    for (RuleAlerts rule : now.rules()) {
      RuleAlerts same = before.get(rule.rule().name);
      if (same != null
          && sameDefinition.test(same.rule(), rule.rule())
          && computesAllOf(rule.rule().aggregation, same.rule().aggregation)) {
        ByteWriter state = new ByteWriter();
        same.encode(state);
        rule.decode(new ByteReader(state.toBytes()));
        before.remove(rule.rule().name);
      } else {
        startAfterClosed(rule, closedThroughMillis);
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
  private static void startAfterClosed(
      RuleAlerts rule, ToLongFunction<Aggregation> closedThroughMillis) {
    RowAlerts rows = rule.rows();
    if (rows != null) {
      rows.startAfter(closedThroughMillis.applyAsLong(rule.rule().aggregation));
    }
  }
}
