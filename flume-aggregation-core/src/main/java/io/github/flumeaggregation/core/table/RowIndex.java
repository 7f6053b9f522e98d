package io.github.flumeaggregation.core.table;

import io.github.flumeaggregation.core.record.Slice;

/** Finds the row that a key means, by its place among the {@link Cells}. */
interface RowIndex {
  /** What is answered for a key that is not there. */
  int NONE = -1;

  /** A finder, used by one thread at a time. */
  Finder finder();

  /** Answers without allocation. */
  interface Finder {
    /** The place of the row of the key, or {@link #NONE}. */
    int place(Slice key);
  }
}
