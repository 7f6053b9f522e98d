package io.github.flumeaggregation.tool.conf;

/** The kinds of parts that an agent is made of and that its configuration lists by name. */
public enum Kind {
  /** Takes events in. */
  SOURCE("source"),
  /** Holds events. */
  CHANNEL("channel"),
  /** Gives events on. */
  SINK("sink"),
  /** Sinks of which one takes a batch. */
  SINK_GROUP("sinkgroup"),
  /** Fills secrets in. */
  CONFIG_FILTER("configfilter");

  private final String word;

  Kind(String word) {
    this.word = word;
  }

  /** What people call one of them. */
  public String word() {
    return word;
  }

  /** The key that lists them, which is also the start of their own keys. */
  public String listKey() {
    return word + "s";
  }
}
