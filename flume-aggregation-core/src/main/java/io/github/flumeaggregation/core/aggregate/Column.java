package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.expression.Call;
import io.github.flumeaggregation.core.expression.Formula;
import java.util.HashSet;
import java.util.Set;

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
  private final String text;
  private final Set<String> states;
  private final Result result;
  private final @Nullable PartBound partBound;

  /**
   * @param partBound of the value of a part of the lines; null if that may be any
   */
  Column(
      String name, String text, Set<String> states, Result result, @Nullable PartBound partBound) {
    this.name = name;
    this.text = text;
    this.states = states;
    this.result = result;
    this.partBound = partBound;
  }

  /**
   * A value that is computed of others.
   *
   * @param columns of the row; those that the formula needs are there
   */
  static Column computed(Call call, Formula formula, Column[] columns) {
    Set<String> states = new HashSet<>();
    for (int operand : formula.columns()) {
      states.addAll(columns[operand].states);
    }
    return new Column(
        call.column(), call.text(), states, new ComputedValue(formula, columns), null);
  }

  /** The name, as rows show it. */
  public String name() {
    return name;
  }

  /**
   * What is computed, such as {@code count(status == 503)}, whatever it is called; of definitions
   * that it uses, what they say.
   */
  public String text() {
    return text;
  }

  /** What the states are of that it is computed from. */
  Set<String> states() {
    return states;
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

  /** The value for a group. */
  @Nullable
  Object value(GroupView group, long windowMillis) {
    return result.of(group, windowMillis);
  }

  /** What the value of a part of some lines is at most; null if it may be any. */
  public @Nullable PartBound partBound() {
    return partBound;
  }

  /**
   * As {@link #value}, for states that are asked again and again while lines come: what is dear to
   * compute is then kept with them.
   */
  public @Nullable Object liveValue(States states, int row, long windowMillis) {
    return result.of(new GroupView(states, row, true), windowMillis);
  }
}
