package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.config.Suggestion;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.window.Aggregation;
import io.github.flumeaggregation.core.window.WindowKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code alerts} and {@code alerts.<name>.*}. */
public final class AlertRules {
  private final Settings settings;
  private final Map<Aggregation, WindowKind> aggregations;
  private final Fields fields;

  private AlertRules(Settings settings, Map<Aggregation, WindowKind> aggregations, Fields fields) {
    this.settings = settings;
    this.aggregations = aggregations;
    this.fields = fields;
  }

  /**
   * The alerts, in the order of their names in {@code alerts}. Faults are noted in the settings;
   * the result is usable only if there are none.
   *
   * @param aggregations those whose configuration is right so far
   * @param fields of the lines
   */
  public static List<AlertRule> read(
      Settings settings, Map<Aggregation, WindowKind> aggregations, Fields fields) {
    AlertRules reader = new AlertRules(settings, aggregations, fields);
    List<AlertRule> rules = new ArrayList<>();
    for (String name : settings.names("alerts")) {
      AlertRule rule = reader.read(name, settings.under("alerts." + name));
      if (rule != null) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private @Nullable AlertRule read(String name, Settings own) {
    String on = own.required("on", "name the aggregation that it watches");
    for (Map.Entry<Aggregation, WindowKind> entry : aggregations.entrySet()) {
      if (entry.getKey().name().equals(on)) {
        Settings of = settings.under("aggregations." + on);
        return new AlertRule(
            new AlertRuleReader(name, entry.getKey(), entry.getValue(), own, of, fields));
      }
    }
    List<String> known = settings.words("aggregations");
    if (!on.isEmpty() && !known.contains(on)) {
      own.fault(
          "on",
          "allowed is one of the aggregations "
              + String.join(", ", known)
              + Suggestion.didYouMean(on, known));
    }
    own.ignore("*");
    return null;
  }
}
