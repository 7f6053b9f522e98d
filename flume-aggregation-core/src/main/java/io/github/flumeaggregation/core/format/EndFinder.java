package io.github.flumeaggregation.core.format;

/** Finds where a value ends in a way that few values need. */
interface EndFinder {
  /** For those whose end is found otherwise. */
  EndFinder NONE = (bytes, from, to) -> -1;

  /** Index in {@code [from, to]} of the end of the value that begins at {@code from}, or -1. */
  int end(byte[] bytes, int from, int to);
}
