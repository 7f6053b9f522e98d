package io.github.flumeaggregation.tool.conf;

/** A key of a configuration file, its value, and where the key begins. */
public final class ConfEntry {
  private final String key;
  private final String value;
  private final int line;

  ConfEntry(String key, String value, int line) {
    this.key = key;
    this.value = value;
    this.line = line;
  }

  /** The whole key, such as {@code a1.sinks.w.type}. */
  public String key() {
    return key;
  }

  /** The value, unescaped, and with what stands for its <code>${..}</code>. */
  public String value() {
    return value;
  }

  /** Number of the line in which the key begins, counted from 1. */
  public int line() {
    return line;
  }
}
