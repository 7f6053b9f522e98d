package io.github.flumeaggregation.core.aggregate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Takes states over to another list of columns: what both need stays, what is new begins with no
 * lines, what is gone is dropped.
 */
public final class CarriedStates {
  private static final int NONE = -1;

  private final Aggregates before;
  private final Aggregates now;

  /** For each state of now, its number before, or {@link #NONE}. */
  private final int[] invertible;

  private final int[] mergeOnly;

  CarriedStates(Aggregates before, Aggregates now) {
    this.before = before;
    this.now = now;
    invertible = numbersBefore(true);
    mergeOnly = numbersBefore(false);
  }

  private int[] numbersBefore(boolean ofInvertible) {
    int[] numbers = new int[now.refs().size()];
    Arrays.fill(numbers, NONE);
    for (Map.Entry<String, StateRef> state : now.refs().entrySet()) {
      StateRef old = before.refs().get(state.getKey());
      if (old != null && state.getValue().invertible == ofInvertible) {
        numbers[state.getValue().index] = old.index;
      }
    }
    return numbers;
  }

  /** The names of the columns that do not have all the lines. */
  public List<String> newColumns() {
    List<String> names = new ArrayList<>();
    for (Column column : now.columns()) {
      if (!before.refs().keySet().containsAll(column.states())) {
        names.add(column.name());
      }
    }
    return names;
  }

  /** Makes {@code row} of the states what {@code oldRow} of those before amounts to. */
  public void carry(States old, int oldRow, States states, int row) {
    states.carry(row, old, oldRow, invertible, mergeOnly);
  }
}
