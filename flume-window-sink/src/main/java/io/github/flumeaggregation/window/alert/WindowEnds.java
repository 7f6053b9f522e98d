package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.window.Windows;
import java.util.TreeSet;

/**
 * The ends of the windows that an alert judges. Between two windows that are emitted there may be
 * others without a line; those are judged as well. Only a total stays what it was while no line
 * comes, so that there are no windows but those that are emitted.
 */
final class WindowEnds {
  /** Stands for no end at all. */
  static final long NONE = Long.MAX_VALUE;

  private final Windows windows;

  /** Of a total, the ends of the windows that may still change. */
  private final TreeSet<Long> ofTotal = new TreeSet<>();

  /** Windows that end at or before this were closed before anybody judged them. */
  private long startedAfter = Long.MIN_VALUE;

  private boolean insertedLate;
  private long newest = Long.MIN_VALUE;

  WindowEnds(Windows windows) {
    this.windows = windows;
  }

  /** Begins after the window that ends at {@code end}; this must be new. */
  void startAfter(long end) {
    startedAfter = end;
    newest = end;
  }

  /** Whether a window is judged: of earlier ones, not all are known. */
  boolean areJudgedAt(long end) {
    return end > startedAfter;
  }

  /** The end of the newest window; the smallest long before the first one. */
  long newest() {
    return newest;
  }

  /** Notes that there is a window with this end. */
  void add(long end) {
    newest = Math.max(newest, end);
    insertedLate = windows.isTotal() && ofTotal.add(end) && end < newest;
  }

  /** Whether the window added last is new and lies before others: steps may be taken otherwise. */
  boolean isInsertedLate() {
    return insertedLate;
  }

  /** The end of the first window without a line before the one at {@code end}; or NONE. */
  long firstEmptyBefore(long end) {
    if (windows.isTotal() || newest == Long.MIN_VALUE) {
      return NONE;
    }
    long first = windows.endAfter(newest);
    return first < end ? first : NONE;
  }

  /** The first end at or after {@code millis}; NONE if no such window has come yet. */
  long firstFrom(long millis) {
    if (windows.isTotal()) {
      Long end = ofTotal.ceiling(millis);
      return end == null ? NONE : end;
    }
    return windows.endAfter(millis - 1);
  }

  /** The end of the window after the one at {@code end}; NONE after the newest. */
  long after(long end) {
    return end >= newest ? NONE : firstFrom(end + 1);
  }

  /** Notes that windows that end at or before {@code end} change no more. */
  void makeFinal(long end) {
    ofTotal.headSet(end, true).clear();
  }

  void encode(ByteWriter out) {
    out.writeSigned(startedAfter).writeSigned(newest).writeUnsigned(ofTotal.size());
    ofTotal.forEach(out::writeSigned);
  }

  void decode(ByteReader in) {
    startedAfter = in.readSigned();
    newest = in.readSigned();
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      ofTotal.add(in.readSigned());
    }
  }
}
