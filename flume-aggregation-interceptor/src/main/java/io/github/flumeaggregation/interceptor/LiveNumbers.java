package io.github.flumeaggregation.interceptor;

import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.window.LiveAggregation;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All aggregations of an interceptor, which together hold about {@code maxStateBytes} at most.
 *
 * <p>What they hold is measured now and then, since that costs. If it is too much, the largest
 * aggregation folds half of its groups, those with the fewest lines, and so on; if there are no
 * groups left to fold, the largest begins anew.
 */
final class LiveNumbers {
  /** So few can hardly add more than a megabyte to an aggregation. */
  private static final int LINES_BETWEEN_MEASURES = 1_000;

  private static final LiveAggregation[] NONE = {};

  private static final Logger LOG = LoggerFactory.getLogger(LiveNumbers.class);

  private final String name;
  private final List<LiveAggregationConfig> configs;
  private final long maxBytes;
  private LiveAggregation[] aggregations;
  private long unmeasuredLines;
  private long bytesHeld;
  private long folds;
  private long drops;

  /**
   * @param name of the interceptor, for the log
   */
  LiveNumbers(String name, List<LiveAggregationConfig> configs, long maxBytes) {
    this.name = name;
    this.configs = configs;
    this.maxBytes = maxBytes;
    this.aggregations = startAll();
  }

  private LiveAggregation[] startAll() {
    return configs.stream().map(LiveAggregationConfig::start).toArray(LiveAggregation[]::new);
  }

  /** The aggregations in the order of the configuration; none between dropping and beginning. */
  LiveAggregation[] aggregations() {
    return aggregations;
  }

  /** Adds a line, which must have a time, to all. */
  void add(Record record) {
    for (LiveAggregation aggregation : aggregations) {
      aggregation.add(record);
    }
    if (++unmeasuredLines >= LINES_BETWEEN_MEASURES) {
      unmeasuredLines = 0;
      limit();
    }
  }

  /** Lets the windows of all begin anew. */
  void startWindowsAnew() {
    for (LiveAggregation aggregation : aggregations) {
      aggregation.startAnew();
    }
  }

  private void limit() {
    int largest = measure();
    while (bytesHeld > maxBytes && aggregations[largest].halveGroups()) {
      sayFirstFold(largest);
      largest = measure();
    }
    if (bytesHeld > maxBytes) {
      LOG.error(
          "Interceptor '{}': its numbers take more than maxStateBytes, and no groups are left to"
              + " fold; those of the aggregation '{}', the largest, start anew. Raise"
              + " maxStateBytes, and the heap (-Xmx) with it",
          name,
          name(largest));
      aggregations[largest] = configs.get(largest).start();
      drops++;
      measure();
    }
  }

  private void sayFirstFold(int largest) {
    if (folds++ == 0) {
      LOG.warn(
          "Interceptor '{}': its numbers take more than maxStateBytes. Half of the groups of the"
              + " aggregation '{}', the largest, are folded into (other), as GroupsHalved counts"
              + " from now on. Raise maxStateBytes, and the heap (-Xmx) with it, or lower maxGroups",
          name,
          name(largest));
    }
  }

  private String name(int index) {
    return aggregations[index].aggregation().name();
  }

  /** Adds up what all hold; returns which holds most. */
  private int measure() {
    bytesHeld = 0;
    int largest = 0;
    long most = -1;
    for (int i = 0; i < aggregations.length; i++) {
      long bytes = aggregations[i].bytesHeld();
      bytesHeld += bytes;
      if (bytes > most) {
        most = bytes;
        largest = i;
      }
    }
    return largest;
  }

  /** Gives the memory of all back. Allocates nothing: there may be no memory at all. */
  void drop() {
    aggregations = NONE;
    bytesHeld = 0;
    drops++;
  }

  /** Lets all begin anew that were dropped. */
  void beginIfDropped() {
    if (aggregations.length < configs.size()) {
      aggregations = startAll();
    }
  }

  /** About what all held when it was last measured. */
  long bytesHeld() {
    return bytesHeld;
  }

  /** How often half of an aggregation's groups were folded for want of memory. */
  long folds() {
    return folds;
  }

  /** How often numbers began anew for want of memory. */
  long drops() {
    return drops;
  }
}
