package io.github.flumeaggregation.core.function;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;

/** A part of an expression that yields a text. Used by one thread at a time. */
public interface Textual {
  /** The text, valid until the next call or until the record is cleared; null if it is missing. */
  @Nullable
  Slice of(Record record);
}
