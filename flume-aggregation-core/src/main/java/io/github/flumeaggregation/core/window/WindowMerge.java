package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.States;

/** What the slices of one window amount to. */
interface WindowMerge {
  /** A table of the groups that have lines, which nothing here changes. */
  GroupTable all();

  /** The groups; some may have no lines. Group i is in row i + 1. */
  GroupKeys keys();

  /** The row of a group of another table, or -1 if there is none. */
  int find(GroupKeys source, int number);

  /** Number of lines of a row. */
  long lines(int row);

  /** Number of rows that have lines, that of {@code (other)} included. */
  int liveGroups();

  /** Adds the states of a row to one of {@code target}. */
  void mergeInto(States target, int targetRow, int row);

  /** The smallest key above which groups have been folded in a slice; null if there is none. */
  @Nullable
  GroupKeys threshold();

  /** Lines that are in the groups. */
  long aggregatedLines();

  /** Lines that {@code where} kept out. */
  long filteredLines();
}
