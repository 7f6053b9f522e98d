package io.github.flumeaggregation.core.function;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Decimal;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;

/** A part of an expression that yields a number. Used by one thread at a time. */
public interface Numeric {
  /** The number, valid until the next call; null if it is missing. */
  @Nullable
  Decimal of(Record record);

  /**
   * The number as it stands in the line, for who can tell from a few bytes what it needs; null if
   * it does not stand there, is missing, or is read already. May be no number at all.
   */
  default @Nullable Slice written(Record record) {
    return null;
  }
}
