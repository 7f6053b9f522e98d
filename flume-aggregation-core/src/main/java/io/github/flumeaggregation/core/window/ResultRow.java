package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import java.util.List;

/** What a window says of one group. */
public final class ResultRow {
  /** What stands for each group value of the row of the groups that were too many. */
  public static final String OTHER = "(other)";

  private final List<String> group;
  private final List<@Nullable Object> values;
  private final boolean retracted;

  ResultRow(List<String> group, List<@Nullable Object> values, boolean retracted) {
    this.group = group;
    this.values = values;
    this.retracted = retracted;
  }

  /** The values of the {@code groupBy} fields, in their order; all {@link #OTHER} for the rest. */
  public List<String> group() {
    return group;
  }

  /**
   * The values of the columns, in their order: {@link java.math.BigDecimal}, {@link String} or, for
   * an empty value, null.
   */
  public List<@Nullable Object> values() {
    return values;
  }

  /** Whether the group had a row in the last emission of the window and now is in the rest. */
  public boolean isRetracted() {
    return retracted;
  }
}
