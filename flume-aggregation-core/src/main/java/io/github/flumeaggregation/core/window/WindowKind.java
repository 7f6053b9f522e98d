package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;

/** What kind of windows an aggregation has: what {@code window} says, read. */
public interface WindowKind {
  /** An operator without lines yet that computes {@code aggregation} of these windows. */
  WindowOperator newOperator(Aggregation aggregation);

  /** What the operator may not have meant; null if there is nothing to say. */
  @Nullable
  String remark();

  /** Whether windows have no beginning, so that each contains all lines before its end. */
  boolean isTotal();

  /** What the operator keeps for each group of a step besides its states, in bytes, about. */
  int bytesPerGroup();

  /** Whether nothing comes of a line at this time any more; {@code horizon} as it was last. */
  boolean areFinal(long timeMillis, long horizon);

  /** The end of the step of time in which a line is; lines of one step are of the same windows. */
  long stepEnd(long timeMillis);
}
