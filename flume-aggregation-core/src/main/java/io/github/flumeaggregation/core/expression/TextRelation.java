package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.function.Textual;
import io.github.flumeaggregation.core.record.Slice;

/** A relation between two texts, false if one of them is missing. */
interface TextRelation {
  /** Whether {@code text} stands in the relation to {@code part}. */
  boolean holds(Slice text, Slice part);

  /** The condition that both texts are there and the relation holds. */
  default Condition between(Textual left, Textual right) {
    return record -> {
      Slice text = left.of(record);
      Slice part = right.of(record);
      return text != null && part != null && holds(text, part);
    };
  }
}
