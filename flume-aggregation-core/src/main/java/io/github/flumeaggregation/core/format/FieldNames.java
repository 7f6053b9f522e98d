package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Fields;

/** The fields of a part of a format. */
interface FieldNames extends Fields {
  /** Whether the index was given out for a name that nobody could check. */
  boolean isUnchecked(int index);
}
