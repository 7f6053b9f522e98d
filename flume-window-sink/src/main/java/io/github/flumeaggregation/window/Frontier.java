package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;

/** How far one partition has come: the largest event time seen, and when its bytes were read. */
final class Frontier {
  /** Before any line with a time; holds nobody. */
  static final long NEVER = Long.MIN_VALUE;

  /** Announced: lines are to come, of any time. Holds everybody. */
  static final long AWAITED = Long.MIN_VALUE / 2;

  private final Host host;
  private long eventMillis = NEVER;
  private long readAtMillis = NEVER;

  /** For a partition whose bytes are read on {@code host}; only its clock compares. */
  Frontier(Host host) {
    this.host = host;
  }

  Host host() {
    return host;
  }

  /** Largest event time seen; {@link #AWAITED} or {@link #NEVER} if none. */
  long eventMillis() {
    return eventMillis;
  }

  /**
   * Latest wall clock of a read, by the clock of {@link #host}, or of when it went on after a time
   * in which nothing was read.
   */
  long readAtMillis() {
    return readAtMillis;
  }

  void encode(ByteWriter out) {
    out.writeSigned(eventMillis).writeSigned(readAtMillis);
  }

  void decode(ByteReader in) {
    eventMillis = in.readSigned();
    readAtMillis = in.readSigned();
    host.readAt(readAtMillis);
  }

  void readAt(long millis) {
    readAtMillis = Math.max(readAtMillis, millis);
    host.readAt(millis);
  }

  /** Notes that lines are to come. */
  void await() {
    if (eventMillis == NEVER) {
      eventMillis = AWAITED;
    }
  }

  /** Notes that all there is has come; answers whether there was anything to wait for. */
  boolean stopWaiting() {
    boolean awaited = eventMillis == AWAITED;
    eventMillis = awaited ? NEVER : eventMillis;
    return awaited;
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
