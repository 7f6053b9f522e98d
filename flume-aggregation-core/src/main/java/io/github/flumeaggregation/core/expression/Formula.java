package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.function.Numeric;

/** What a column is that is computed of other columns of its row. */
public final class Formula {
  private final Numeric number;
  private final int[] columns;

  Formula(Numeric number, int[] columns) {
    this.number = number;
    this.columns = columns;
  }

  /** What it is for a row, a record with a field for each column. Used by one thread at a time. */
  public Numeric number() {
    return number;
  }

  /** The columns that it is computed of, which may be computed themselves. */
  public int[] columns() {
    return columns.clone();
  }
}
