package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;

/** Where the alert of one group is, after so many windows in order. */
final class AlertState {
  private enum Phase {
    INACTIVE,
    PENDING,
    FIRING
  }

  /** Is told what happens. */
  interface Observer {
    /** The alert fires from the window on that ends at {@code end}. */
    void fired(long end);

    /** The window that ends at {@code end} has ended the alert. */
    void resolved(long end);
  }

  static final Observer NOBODY =
      new Observer() {
        @Override
        public void fired(long end) {}

        @Override
        public void resolved(long end) {}
      };

  private final WindowEnds ends;
  private final long forMillis;
  private Phase phase = Phase.INACTIVE;

  /** The end of the window with which the phase began. */
  private long sinceMillis;

  /**
   * @param forMillis for how long windows must hold before the alert fires
   */
  AlertState(WindowEnds ends, long forMillis) {
    this.ends = ends;
    this.forMillis = forMillis;
  }

  AlertState copy() {
    AlertState copy = new AlertState(ends, forMillis);
    copy.phase = phase;
    copy.sinceMillis = sinceMillis;
    return copy;
  }

  boolean isInactive() {
    return phase == Phase.INACTIVE;
  }

  boolean isFiring() {
    return phase == Phase.FIRING;
  }

  /** The end of the window with which the phase began. */
  long sinceMillis() {
    return sinceMillis;
  }

  /** Goes over windows of one verdict that follow each other; see {@link Verdicts.Run}. */
  void windows(Verdict verdict, long firstEnd, long lastEnd, Observer observer) {
    if (verdict == Verdict.HOLDS) {
      hold(firstEnd, lastEnd, observer);
    } else if (phase == Phase.PENDING) {
      phase = Phase.INACTIVE;
    } else if (phase == Phase.FIRING && verdict == Verdict.OVER) {
      phase = Phase.INACTIVE;
      observer.resolved(firstEnd);
    }
  }

  private void hold(long firstEnd, long lastEnd, Observer observer) {
    if (phase == Phase.INACTIVE) {
      phase = Phase.PENDING;
      sinceMillis = firstEnd;
    }
    if (phase == Phase.PENDING) {
      long end = Math.max(firstEnd, ends.firstFrom(sinceMillis + forMillis));
      if (end <= lastEnd) {
        phase = Phase.FIRING;
        sinceMillis = end;
        observer.fired(end);
      }
    }
  }

  void encode(ByteWriter out) {
    out.writeByte(isFiring() ? 2 : isInactive() ? 0 : 1).writeSigned(sinceMillis);
  }

  void decode(ByteReader in) {
    int code = in.readSize(2);
    phase = code == 0 ? Phase.INACTIVE : code == 1 ? Phase.PENDING : Phase.FIRING;
    sinceMillis = in.readSigned();
  }
}
