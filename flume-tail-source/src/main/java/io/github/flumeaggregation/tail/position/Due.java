package io.github.flumeaggregation.tail.position;

import java.nio.file.attribute.FileTime;

/** When a file at work has its next turn, and what that is judged by. */
public final class Due {
  private long nextTurnNanos;
  private long lastTurnNanos;
  private long openedNanos;
  private long lastGrowthNanos;
  private long lastCheckNanos;
  private long sampledNanos;
  private FileTime modified = FileTime.fromMillis(0);
  private int failures;

  /** It has come to work: its first turn is due at once. */
  Due(long nowNanos) {
    nextTurnNanos = nowNanos;
    lastGrowthNanos = nowNanos;
    lastCheckNanos = nowNanos;
  }

  /** When the next turn is due, on the monotonic clock. */
  public long nextTurnNanos() {
    return nextTurnNanos;
  }

  public void turnAt(long nanos) {
    nextTurnNanos = nanos;
  }

  /** When it last had a turn in which there was something to read, or was opened. */
  public long lastTurnNanos() {
    return lastTurnNanos;
  }

  public void hasTurn(long nowNanos) {
    lastTurnNanos = nowNanos;
  }

  /** When it was last opened. */
  public long openedNanos() {
    return openedNanos;
  }

  public void opened(long nowNanos) {
    openedNanos = nowNanos;
    lastTurnNanos = nowNanos;
  }

  /** When the file last had something new. */
  public long lastGrowthNanos() {
    return lastGrowthNanos;
  }

  public void grew(long nowNanos) {
    lastGrowthNanos = nowNanos;
  }

  /** When its content was last compared with the fingerprints. */
  public long lastCheckNanos() {
    return lastCheckNanos;
  }

  public void checked(long nanos) {
    lastCheckNanos = nanos;
  }

  /** When it was written to last, as of {@link #sampledNanos()}. */
  public FileTime modified() {
    return modified;
  }

  /** When {@link #modified()} was looked up. */
  public long sampledNanos() {
    return sampledNanos;
  }

  /** {@link #modified()} is being looked up. */
  public void sampled(long nowNanos) {
    sampledNanos = nowNanos;
  }

  public void modified(FileTime time) {
    modified = time;
  }

  /** Errors in a row. */
  public int failures() {
    return failures;
  }

  public void failed() {
    failures++;
  }

  public void succeeded() {
    failures = 0;
  }
}
