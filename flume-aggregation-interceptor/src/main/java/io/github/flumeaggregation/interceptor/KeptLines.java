package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.Nullable;
import java.io.ByteArrayOutputStream;

/** The lines of one body that go on; reused from event to event. */
final class KeptLines {
  private final ByteArrayOutputStream joined = new ByteArrayOutputStream();
  private int kept;
  private int dropped;
  private int lastFrom;
  private int lastTo;

  /** Forgets the lines of the event before. */
  void clear() {
    joined.reset();
    kept = 0;
    dropped = 0;
  }

  void keep(byte[] body, int from, int to) {
    if (kept++ > 0) {
      endLastLine(body);
    }
    joined.write(body, from, to - from);
    lastFrom = from;
    lastTo = to;
  }

  /** Writes the terminator that the last line has in the body that it came in. */
  private void endLastLine(byte[] body) {
    if (body[lastTo] == '\r') {
      joined.write('\r');
    }
    joined.write('\n');
  }

  void drop() {
    dropped++;
  }

  /** Number of lines that go on. */
  int count() {
    return kept;
  }

  /** Where the last line that goes on begins in the body that it came in. */
  int lastFrom() {
    return lastFrom;
  }

  /** Where it ends. */
  int lastTo() {
    return lastTo;
  }

  /** What goes on of {@code body}: null for nothing, the same array if all of it. */
  byte @Nullable [] of(byte[] body) {
    if (kept == 0) {
      return null;
    }
    return dropped == 0 ? body : joined.toByteArray();
  }
}
