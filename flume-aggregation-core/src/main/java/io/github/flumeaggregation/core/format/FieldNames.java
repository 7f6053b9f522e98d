package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Fields;
import java.util.Collections;
import java.util.List;

/** The fields of a part of a format. */
interface FieldNames extends Fields {
  /** Whether the index was given out for a name that nobody could check. */
  boolean isUnchecked(int index);

  /** The names that are known before any line is read, in the order of the line. */
  default List<String> names() {
    return Collections.emptyList();
  }
}
