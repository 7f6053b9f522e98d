package io.github.flumeaggregation.core.function;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Record;

/** A part of an expression that yields a number. Used by one thread at a time. */
public interface Numeric {
  /** The number, valid until the next call; null if it is missing. */
  @Nullable
  Decimal of(Record record);
}
