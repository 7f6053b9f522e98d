package io.github.flumeaggregation.window.time;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A host whose files are partitions: when it last read anything, by its own clock, and when
 * anything of it last came, by the sink's clock. Its clock compares with no other's.
 */
final class Host {
  /** Of a time that is not known. */
  static final long NEVER = Long.MIN_VALUE;

  private final String name;
  private long latestReadMillis = NEVER;
  private long latestArrivalMillis = NEVER;
  private long latestBehindMillis = NEVER;
  private final Set<Frontier> partitions = new LinkedHashSet<>();

  Host(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** Those of its files that are known. */
  Set<Frontier> partitions() {
    return partitions;
  }

  void setLatestReadMillis(long millis) {
    latestReadMillis = millis;
  }

  /** Latest read of any of its files, as far as its clock was never set back; NEVER if unknown. */
  long latestReadMillis() {
    return latestReadMillis;
  }

  void arrivedAt(long wallMillis) {
    latestArrivalMillis = wallMillis;
  }

  /** Something has arrived that had waited for longer than it takes to be idle. */
  void behindAt(long wallMillis) {
    latestBehindMillis = wallMillis;
  }

  /** When something arrived last that had waited, by the sink's clock; NEVER if nothing did. */
  long latestBehindMillis() {
    return latestBehindMillis;
  }

  /** Latest arrival since the sink started; NEVER if there was none. */
  long latestArrivalMillis() {
    return latestArrivalMillis;
  }
}
