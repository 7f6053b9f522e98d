package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;

/**
 * Sessions: of each group, lines that lie less than a gap apart.
 *
 * <p>A <i>run</i> is the lines of a group, by time, each less than the gap after the one before. A
 * run that is no longer than the maximum, from its first line to the gap after its last, is one
 * session. A longer one is cut at the multiples of the maximum from the epoch, and each part is a
 * session. So which sessions lines make does not depend on the order in which they came.
 *
 * <p>A session is {@code [first line, last line + gap)}; where a longer run was cut, it ends at the
 * cut.
 */
public final class SessionWindows implements WindowKind {
  private final long gapMillis;
  private final long maxMillis;

  /**
   * Sessions that a time without lines ends.
   *
   * @param gapMillis above 0
   * @throws IllegalArgumentException if {@code maxMillis} is less than the gap
   */
  public SessionWindows(long gapMillis, long maxMillis) {
    if (maxMillis < gapMillis) {
      throw new IllegalArgumentException(
          "a session is at least as long as its gap: say a 'max' of at least that");
    }
    this.gapMillis = gapMillis;
    this.maxMillis = maxMillis;
  }

  /** Lines that lie at least this far apart are in two sessions. */
  public long gapMillis() {
    return gapMillis;
  }

  /** No session is longer than this and the gap. */
  public long maxMillis() {
    return maxMillis;
  }

  @Override
  public WindowOperator newOperator(Aggregation aggregation) {
    return new SessionOperator(aggregation, this);
  }

  @Override
  public @Nullable String remark() {
    return null;
  }

  @Override
  public int bytesPerGroup() {
    return SessionParts.BYTES_PER_SESSION;
  }

  @Override
  public boolean isTotal() {
    return false;
  }

  @Override
  public boolean areFinal(long timeMillis, long horizon) {
    return timeMillis + gapMillis <= roundDown(horizon);
  }

  /**
   * A multiple of the gap. Lines of one step are of one session, unless it is cut within the step:
   * they lie less than a gap apart; and no session ends, with its gap, within the step of the next.
   */
  @Override
  public long stepEnd(long timeMillis) {
    return Math.floorDiv(timeMillis, gapMillis) * gapMillis + gapMillis;
  }

  /** The multiple of the maximum at or before a time. */
  long stretchStart(long timeMillis) {
    return Math.floorDiv(timeMillis, maxMillis) * maxMillis;
  }

  /** The multiple of the gap at or before a horizon. */
  long roundDown(long horizon) {
    return horizon < Long.MIN_VALUE + gapMillis
        ? Long.MIN_VALUE
        : horizon - Math.floorMod(horizon, gapMillis);
  }

  /** The first horizon that {@link #roundDown} makes at least {@code end}. */
  long roundUp(long end) {
    return roundDown(end + gapMillis - 1);
  }
}
