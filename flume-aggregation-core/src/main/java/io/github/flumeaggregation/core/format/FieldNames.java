package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Fields;

/** The fields of a format, and how many a record must hold. */
interface FieldNames extends Fields {
  /** The number of indexes given out so far. */
  int size();

  /** The name under which the field with this index was asked for. */
  String name(int index);
}
