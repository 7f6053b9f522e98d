package io.github.flumeaggregation.core.metric;

import java.util.function.Function;

/**
 * One thing that can be watched of a part.
 *
 * @param <S> what it is read from
 */
public final class Metric<S> {
  private final String name;
  private final MetricKind kind;
  private final String unit;
  private final String help;
  private final Function<? super S, ?> reader;

  Metric(
      String name,
      MetricKind kind,
      String unit,
      String help,
      Function<? super S, ? extends Object> reader) {
    this.name = name;
    this.kind = kind;
    this.unit = unit;
    this.help = help;
    this.reader = reader;
  }

  /** The name under which it is shown, such as {@code LinesRead}. */
  public String name() {
    return name;
  }

  public MetricKind kind() {
    return kind;
  }

  /** What its number counts, in the plural: {@code lines}, {@code bytes}; empty for a text. */
  public String unit() {
    return unit;
  }

  /** What it means, on one line. */
  public String help() {
    return help;
  }

  Object read(S source) {
    return reader.apply(source);
  }

  /** What is shown as long as there is nothing to read. */
  Object nothing() {
    return kind == MetricKind.TEXT ? "" : (Object) 0L;
  }
}
