package io.github.flumeaggregation.core.record;

import io.github.flumeaggregation.core.Nullable;

/** A table in which the values of lines are looked up. */
public interface LookupTable {
  /** The values of one column, by keys. Used by one thread at a time. */
  interface Column {
    /** The value at the key, valid until the next call; null if there is none, or an empty one. */
    @Nullable
    Slice of(Slice key);
  }

  /**
   * The column of this name.
   *
   * @throws IllegalArgumentException if there is none; the message names the nearest one
   */
  Column column(String name);
}
