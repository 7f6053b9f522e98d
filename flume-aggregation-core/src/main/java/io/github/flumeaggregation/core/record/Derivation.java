package io.github.flumeaggregation.core.record;

import io.github.flumeaggregation.core.Nullable;

/**
 * What a field is that is computed from others of its line. A record asks at most once for each
 * line, so what is answered must stay until the record is cleared.
 */
public interface Derivation {
  /** What is computed: {@link Fields.Type#NUMBER}, or a text that may be read as a number. */
  Fields.Type type();

  /** The text, unless numbers are computed; null if it is missing. */
  @Nullable
  Slice text(Record record);

  /** The number, if numbers are computed; null if it is missing. */
  @Nullable
  Decimal number(Record record);
}
