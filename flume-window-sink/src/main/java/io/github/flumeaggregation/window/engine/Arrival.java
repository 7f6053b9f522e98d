package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.position.Position;
import java.util.Map;

/** An event that has come, and what its lines said of the time when they were read ahead. */
final class Arrival {
  /** The partition of events without a position. */
  private static final String NO_PARTITION = "";

  final Map<String, String> headers;
  final byte[] body;
  final long wallMillis;

  /** Null if the event has none. */
  final @Nullable Position position;

  /** Of its lines that count; the largest long if there are none. */
  private long oldestMillis = Long.MAX_VALUE;

  private long newestMillis = Long.MIN_VALUE;

  /**
   * @param wallMillis the present time
   */
  Arrival(Map<String, String> headers, byte[] body, long wallMillis) {
    this.headers = headers;
    this.body = body;
    this.wallMillis = wallMillis;
    this.position = Position.of(headers, body.length);
  }

  String partition() {
    return position == null ? NO_PARTITION : position.partition();
  }

  long readAtMillis() {
    return position == null ? wallMillis : position.readAtMillis(wallMillis);
  }

  /** Notes the time of a line that counts. */
  void note(long timeMillis) {
    oldestMillis = Math.min(oldestMillis, timeMillis);
    newestMillis = Math.max(newestMillis, timeMillis);
  }

  /** Whether lines were noted. */
  boolean counts() {
    return oldestMillis <= newestMillis;
  }

  /** The smallest time that was noted; the largest long if none was. */
  long oldestMillis() {
    return oldestMillis;
  }

  /** The largest time that was noted; the smallest long if none was. */
  long newestMillis() {
    return newestMillis;
  }
}
