package io.github.flumeaggregation.window;

/**
 * A host whose files are partitions: when it last read anything, by its own clock, and when
 * anything of it last came, by the sink's clock. Its clock compares with no other's.
 */
final class Host {
  private static final long NEVER = Long.MIN_VALUE;

  private long latestReadMillis = NEVER;
  private long latestArrivalMillis = NEVER;

  void readAt(long millis) {
    latestReadMillis = Math.max(latestReadMillis, millis);
  }

  /** Latest read of any of its files; the smallest long if none is known. */
  long latestReadMillis() {
    return latestReadMillis;
  }

  void arrivedAt(long wallMillis) {
    latestArrivalMillis = wallMillis;
  }

  /** Latest arrival since the sink started; the smallest long if there was none. */
  long latestArrivalMillis() {
    return latestArrivalMillis;
  }
}
