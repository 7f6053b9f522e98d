package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;

/** One value of a result row. */
public final class Column {
  /** Computes a value from the states of a group. */
  interface Result {
    /**
     * @param group the group's states
     * @param windowMillis length of the window
     * @return a {@link java.math.BigDecimal}, a {@link String}, or null for an empty value
     */
    @Nullable
    Object of(GroupView group, long windowMillis);
  }

  private final String name;
  private final Result result;

  Column(String name, Result result) {
    this.name = name;
    this.result = result;
  }

  /** The name, as rows show it. */
  public String name() {
    return name;
  }

  /**
   * The value for {@code row} of {@code states}.
   *
   * @param windowMillis length of the window, in milliseconds
   * @return a {@link java.math.BigDecimal}, a {@link String}, or null for an empty value such as
   *     the average of nothing
   */
  public @Nullable Object value(States states, int row, long windowMillis) {
    return result.of(new GroupView(states, row, false), windowMillis);
  }

  /**
   * As {@link #value}, for states that are asked again and again while lines come: what is dear to
   * compute is then kept with them.
   */
  public @Nullable Object liveValue(States states, int row, long windowMillis) {
    return result.of(new GroupView(states, row, true), windowMillis);
  }
}
