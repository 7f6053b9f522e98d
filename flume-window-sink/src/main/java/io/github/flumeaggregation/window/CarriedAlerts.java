package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the alerts of one configuration over to another. */
final class CarriedAlerts {
  private static final Logger LOGGER = LoggerFactory.getLogger(CarriedAlerts.class);

  private CarriedAlerts() {}

  /**
   * An alert whose aggregation and conditions are the same keeps its state, whatever else of it has
   * changed. Another one begins anew.
   *
   * @param engine what the new configuration makes, with nothing in it
   */
  static void carryOver(
      WindowSinkConfig oldConfig, Alerts old, WindowSinkConfig config, Alerts engine) {
    Map<String, RuleAlerts> before = new HashMap<>();
    for (RuleAlerts rule : old.rules()) {
      before.put(rule.rule().name, rule);
    }
    for (RuleAlerts rule : engine.rules()) {
      RuleAlerts same = before.get(rule.rule().name);
      if (same != null
          && oldConfig.definition(same.rule()).equals(config.definition(rule.rule()))) {
        ByteWriter state = new ByteWriter();
        same.encode(state);
        rule.decode(new ByteReader(state.toBytes()));
        before.remove(rule.rule().name);
      }
    }
    for (RuleAlerts gone : before.values()) {
      if (gone.firing() > 0) {
        LOGGER.warn(
            "Alert {} is no longer configured as it was, and is not sent again; Alertmanager will"
                + " take {} that fired for resolved",
            gone.rule().name,
            gone.firing());
      }
    }
  }
}
