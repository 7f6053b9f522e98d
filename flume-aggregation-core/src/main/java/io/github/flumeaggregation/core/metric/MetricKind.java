package io.github.flumeaggregation.core.metric;

import java.util.Locale;

/** How a metric behaves from one reading to the next. */
public enum MetricKind {
  /** A total that only grows, until the part or its state begins anew. */
  COUNTER,
  /** A level, which goes up and down. */
  GAUGE,
  /** No number, but words for people. */
  TEXT;

  /** In lower case, as the documentation and JMX have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
