package io.github.flumeaggregation.core.position;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Which positions have been counted, over all partitions. A high-water mark would not do: channels
 * redeliver in scrambled order.
 *
 * <p>Looking up costs next to nothing while consecutive positions are of one partition, and one map
 * access when the partition changes. At most {@code maxPartitions} partitions are kept; the one
 * that was used least recently is forgotten first, and {@link #partitionsForgotten()} counts them:
 * were such a partition delivered again, it would be counted again.
 *
 * <p>Not safe for several threads.
 */
public final class CountedSet {
  /** Of so few intervals none is given up for lack of memory. */
  private static final int FEW_INTERVALS = 16;

  /** A name and its place in a map. */
  private static final int NAME_BYTES = 112;

  private final int maxPartitions;
  private final int maxIntervals;
  private final LinkedHashMap<String, IntervalSet> partitions =
      new LinkedHashMap<>(16, 0.75f, true);

  /** Those to which more was added than they may hold. */
  private final Set<IntervalSet> tooLarge = new HashSet<>();

  private @Nullable String lastName;
  private @Nullable IntervalSet last;
  private long bytes;
  private long partitionsForgotten;
  private long assumedCountedByForgotten;
  private long forgottenByForgotten;

  /**
   * An empty set.
   *
   * @param maxPartitions how many partitions are kept, at least 1
   * @param maxIntervals how many intervals are kept of each, see {@link IntervalSet}
   */
  public CountedSet(int maxPartitions, int maxIntervals) {
    if (maxPartitions < 1) {
      throw new IllegalArgumentException("maxPartitions must be positive: " + maxPartitions);
    }
    this.maxPartitions = maxPartitions;
    this.maxIntervals = maxIntervals;
  }

  /** Marks a position as counted. */
  public void add(Position position) {
    add(position.partition(), position.start(), position.end());
  }

  /** Marks {@code [start, end)} of a partition as counted. */
  public void add(String partition, long start, long end) {
    addUnlimited(partition, start, end);
    limit();
  }

  /**
   * As {@link #add}, but leaves it to the caller to {@link #limit}. What is then in the set depends
   * on what was added and on the order in which partitions were last used, on nothing else.
   */
  public void addUnlimited(String partition, long start, long end) {
    IntervalSet intervals = of(partition);
    if (intervals == null) {
      intervals = create(partition);
    }
    bytes -= intervals.bytesHeld();
    intervals.addUnlimited(start, end);
    bytes += intervals.bytesHeld();
    if (intervals.size() > maxIntervals) {
      tooLarge.add(intervals);
    }
  }

  /** Brings the set within its bounds. */
  public void limit() {
    if (!tooLarge.isEmpty()) {
      tooLarge.forEach(IntervalSet::limit);
      tooLarge.clear();
    }
    while (partitions.size() > maxPartitions) {
      forgetEldest();
    }
  }

  /** About what it takes in memory. */
  public long bytesHeld() {
    return bytes;
  }

  /**
   * Gives up something for lack of memory: of partitions with many intervals the lowest gaps, as
   * {@link IntervalSet} does at its bound, until none has more than half as many as the largest
   * had; if none has many, a quarter of the partitions. What that is depends on what is in the set
   * alone.
   *
   * @return whether there was anything left to give up
   */
  public boolean shed() {
    int largest = 0;
    for (IntervalSet intervals : partitions.values()) {
      largest = Math.max(largest, intervals.size());
    }
    if (largest > FEW_INTERVALS) {
      shrink(largest / 2);
      return true;
    }
    boolean some = partitions.size() > 1;
    for (int i = partitions.size() / 4; i >= 0 && partitions.size() > 1; i--) {
      forgetEldest();
    }
    return some;
  }

  private void shrink(int max) {
    for (IntervalSet intervals : partitions.values()) {
      if (intervals.size() > max) {
        bytes -= intervals.bytesHeld();
        intervals.shrink(max);
        bytes += intervals.bytesHeld();
      }
    }
  }

  private static long bytes(String partition, IntervalSet intervals) {
    return NAME_BYTES + partition.length() + intervals.bytesHeld();
  }

  private void forgetEldest() {
    Map.Entry<String, IntervalSet> eldest = partitions.entrySet().iterator().next();
    bytes -= bytes(eldest.getKey(), eldest.getValue());
    assumedCountedByForgotten += eldest.getValue().assumedCounted();
    forgottenByForgotten += eldest.getValue().forgotten();
    partitionsForgotten++;
    partitions.remove(eldest.getKey());
  }

  /** Whether all of a position has been counted: the event is a duplicate. */
  public boolean containsAll(Position position) {
    IntervalSet intervals = of(position.partition());
    return intervals != null && intervals.containsAll(position.start(), position.end());
  }

  /** Whether some of a position has been counted. */
  public boolean intersects(Position position) {
    IntervalSet intervals = of(position.partition());
    return intervals != null && intervals.intersects(position.start(), position.end());
  }

  /** What has been counted of a partition, or null if nothing has. Counts as a use of it. */
  public @Nullable IntervalSet of(String partition) {
    if (partition.equals(lastName)) {
      return last;
    }
    IntervalSet intervals = partitions.get(partition);
    if (intervals != null) {
      remember(partition, intervals);
    }
    return intervals;
  }

  /** Visits all partitions, the least recently used first. */
  public void forEach(BiConsumer<String, IntervalSet> visitor) {
    partitions.forEach(visitor);
  }

  /** Number of partitions. */
  public int size() {
    return partitions.size();
  }

  /** How many partitions were forgotten to stay within the bound. */
  public long partitionsForgotten() {
    return partitionsForgotten;
  }

  /** Bytes or messages taken as counted because their gap was closed, over all partitions ever. */
  public long assumedCounted() {
    long sum = assumedCountedByForgotten;
    for (IntervalSet intervals : partitions.values()) {
      sum += intervals.assumedCounted();
    }
    return sum;
  }

  /**
   * Bytes or messages that had been counted and were forgotten though their partition was not, over
   * all partitions, since this object was made: were they delivered again, they would be counted
   * again.
   */
  public long positionsForgotten() {
    long sum = forgottenByForgotten;
    for (IntervalSet intervals : partitions.values()) {
      sum += intervals.forgotten();
    }
    return sum;
  }

  /** Writes the set down. */
  public void encode(ByteWriter out) {
    out.writeUnsigned(partitionsForgotten).writeUnsigned(assumedCountedByForgotten);
    out.writeUnsigned(partitions.size());
    for (Map.Entry<String, IntervalSet> partition : partitions.entrySet()) {
      out.writeString(partition.getKey());
      partition.getValue().encode(out);
    }
  }

  /** Adds what {@link #encode} wrote to this set, which must be empty. */
  public void decode(ByteReader in) {
    partitionsForgotten = in.readUnsigned();
    assumedCountedByForgotten = in.readUnsigned();
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      put(in.readString(), IntervalSet.decode(in, maxIntervals));
    }
  }

  private IntervalSet create(String partition) {
    IntervalSet intervals = new IntervalSet(maxIntervals);
    put(partition, intervals);
    remember(partition, intervals);
    return intervals;
  }

  private void put(String partition, IntervalSet intervals) {
    partitions.put(partition, intervals);
    bytes += bytes(partition, intervals);
  }

  private void remember(String partition, IntervalSet intervals) {
    lastName = partition;
    last = intervals;
  }
}
