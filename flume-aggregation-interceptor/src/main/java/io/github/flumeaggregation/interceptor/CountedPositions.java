package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.position.CountedSet;
import io.github.flumeaggregation.core.position.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been counted of each partition, within a bound in bytes: names of files come from
 * senders, and gaps between positions may be many. What is given up for it may count again, or is
 * taken as counted, as the counters say.
 */
final class CountedPositions {
  /** Always empty: for visiting all lines of an event. */
  static final CountedSet NOTHING = new CountedSet(1, 2);

  private static final int MAX_PARTITIONS = 2_000;
  private static final int MAX_INTERVALS = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(CountedPositions.class);

  private final String name;
  private final long maxBytes;
  private final CountedSet set = new CountedSet(MAX_PARTITIONS, MAX_INTERVALS);
  private boolean said;

  /** {@code name} is that of the interceptor, for the log. */
  CountedPositions(String name, long maxBytes) {
    this.name = name;
    this.maxBytes = maxBytes;
  }

  /** What was counted; not to be changed. */
  CountedSet set() {
    return set;
  }

  void add(Position position) {
    set.add(position);
    boolean shed = false;
    while (set.bytesHeld() > maxBytes && set.shed()) {
      shed = true;
    }
    if (shed && !said) {
      said = true;
      LOG.warn(
          "Interceptor '{}': the names and positions of files take more than an eighth of"
              + " maxStateBytes; those used least are forgotten, as PartitionsForgotten,"
              + " PositionsForgotten and AssumedCounted count. Raise maxStateBytes, and the heap"
              + " (-Xmx) with it",
          name);
    }
  }

  /** About what they take in memory. */
  long bytesHeld() {
    return set.bytesHeld();
  }
}
