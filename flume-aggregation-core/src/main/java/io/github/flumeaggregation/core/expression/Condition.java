package io.github.flumeaggregation.core.expression;

import io.github.flumeaggregation.core.record.Record;

/**
 * A compiled condition over the fields of a record. Made by {@link Conditions#compile}; evaluating
 * it allocates nothing and never throws. Used by one thread at a time.
 */
public interface Condition {
  /** Whether the condition holds for {@code record}. */
  boolean test(Record record);
}
