package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The values of one row, and then of the next in their place: nothing is made for a row but its
 * numbers. Not safe for several threads.
 */
public final class RowValues {
  private final Column[] columns;
  private @Nullable GroupView group;
  private final List<@Nullable Object> values;

  /** Of no row yet. */
  public RowValues(Aggregates aggregates) {
    columns = aggregates.columns().toArray(new Column[0]);
    values = new ArrayList<>(Collections.nCopies(columns.length, null));
  }

  /** Makes this the values for a row of states, as {@link Column#value} has them. */
  public void read(States states, int row, long windowMillis) {
    GroupView view = group;
    if (view == null) {
      view = new GroupView(states, row, false);
      group = view;
    } else {
      view.moveTo(states, row);
    }
    for (int i = 0; i < columns.length; i++) {
      values.set(i, columns[i].value(view, windowMillis));
    }
  }

  /** Makes this other values, in the order of the columns. */
  public void set(List<@Nullable Object> others) {
    for (int i = 0; i < columns.length; i++) {
      values.set(i, others.get(i));
    }
  }

  /** The value of a column: a {@link java.math.BigDecimal}, a {@link String}, or null. */
  public @Nullable Object get(int column) {
    return values.get(column);
  }
}
