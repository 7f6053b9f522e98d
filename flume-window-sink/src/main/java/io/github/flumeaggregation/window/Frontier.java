package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;

/** How far one partition has come: the largest event time seen, and when its bytes were read. */
final class Frontier {
  private final String host;
  private long eventMillis = Long.MIN_VALUE;
  private long readAtMillis = Long.MIN_VALUE;

  /** For a partition whose bytes are read on {@code host}; only its clock compares. */
  Frontier(String host) {
    this.host = host;
  }

  String host() {
    return host;
  }

  /** Largest event time seen; the smallest long if none. */
  long eventMillis() {
    return eventMillis;
  }

  /** Latest wall clock of a read, by the clock of {@link #host}. */
  long readAtMillis() {
    return readAtMillis;
  }

  void encode(ByteWriter out) {
    out.writeSigned(eventMillis).writeSigned(readAtMillis);
  }

  void decode(ByteReader in) {
    eventMillis = in.readSigned();
    readAtMillis = in.readSigned();
  }

  void readAt(long millis) {
    readAtMillis = Math.max(readAtMillis, millis);
  }

  /** Notes an event time; answers whether it is the largest. */
  boolean advance(long millis) {
    if (millis <= eventMillis) {
      return false;
    }
    eventMillis = millis;
    return true;
  }
}
