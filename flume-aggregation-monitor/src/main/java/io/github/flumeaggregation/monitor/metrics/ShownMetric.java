package io.github.flumeaggregation.monitor.metrics;

/** How Prometheus is shown a number. Immutable. */
final class ShownMetric {
  /** Without the suffix of its kind. */
  final String name;

  final Kind kind;
  final String help;

  /** By what the number is multiplied, for its unit to be a base unit. */
  final double factor;

  /** A value of the label {@code outcome}; empty for a metric without it. */
  final String outcome;

  ShownMetric(String name, Kind kind, String help, double factor, String outcome) {
    this.name = name;
    this.kind = kind;
    this.help = help;
    this.factor = factor;
    this.outcome = outcome;
  }

  ShownMetric(String name, Kind kind, String help) {
    this(name, kind, help, 1, "");
  }

  /** As it is called in a query. */
  String fullName() {
    return name + kind.suffix;
  }
}
