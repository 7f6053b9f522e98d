package io.github.flumeaggregation.core.format;

/**
 * Reads points in time that are written in one certain way. Not safe for several threads: what was
 * read last is kept, since neighbouring lines mostly have the same time.
 */
interface TimeText {
  /**
   * Reads {@code bytes[from, to)}.
   *
   * @return whether they are a time; if so, {@link #millis()} is it
   */
  boolean parse(byte[] bytes, int from, int to);

  /** How such times are written, for a message. */
  String form();

  /** The time read last, in milliseconds since the epoch; parts of a millisecond are cut off. */
  long millis();
}
