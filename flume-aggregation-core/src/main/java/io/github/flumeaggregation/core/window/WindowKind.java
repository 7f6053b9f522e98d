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
}
