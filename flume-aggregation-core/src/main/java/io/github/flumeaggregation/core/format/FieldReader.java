package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Record;
import java.util.Map;

/** Finds the fields of a line. */
interface FieldReader {
  /**
   * As {@link Format#parse}, but {@code into} is clear already, and may be left with some fields if
   * the line is not of the format.
   */
  boolean read(byte[] bytes, int from, int to, Map<String, String> headers, Record into);
}
