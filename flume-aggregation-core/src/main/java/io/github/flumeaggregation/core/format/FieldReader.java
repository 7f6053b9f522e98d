package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import java.util.Map;
import java.util.Set;

/** Finds the fields of a line. */
interface FieldReader {
  /**
   * As {@link Format#parse}, but {@code into} is clear already, and may be left with some fields if
   * the line is not of the format.
   */
  boolean read(byte[] bytes, int from, int to, Map<String, String> headers, Record into);

  /**
   * Why a line that {@link #read} refused is not of the format; null if there is nothing to be said
   * of such a line. Reads it once more, and allocates.
   */
  @Nullable
  Mismatch explain(byte[] bytes, int from, int to, Map<String, String> headers, Record into);

  /** Whether any name is taken for that of a field, so that a misspelt one is not refused. */
  default boolean takesAnyName() {
    return false;
  }

  /** Whether what a line says may depend on lines before it. */
  default boolean remembersLines() {
    return false;
  }

  /** Adds the names of the fields of a line that has been read, as far as the line brings them. */
  default void addNames(
      byte[] bytes, int from, int to, Map<String, String> headers, Set<String> names) {}
}
