package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How many values fell into each bucket of {@link HistogramBuckets}. Only buckets in use take room:
 * an open-addressing table of 12 bytes a slot.
 *
 * <p>Counts add and subtract, so histograms merge in any order and a window may take away what
 * leaves. Encoded, the buckets are in ascending order: one state, one sequence of bytes.
 */
final class Histogram {
  private static final int INITIAL_SLOTS = 8;

  /** Bucket number plus {@link #BIAS} in each slot; 0 in a free slot. */
  private int[] slots = new int[INITIAL_SLOTS];

  private long[] counts = new long[INITIAL_SLOTS];
  private int used;

  private static final int BIAS = HistogramBuckets.LARGEST + 1;

  /** Adds {@code count} values to a bucket, or takes them away if it is negative. */
  void add(int bucket, long count) {
    int key = bucket + BIAS;
    int slot = slot(key);
    if (slots[slot] == 0) {
      if (used * 4 >= slots.length * 3) {
        rebuild();
        slot = slot(key);
      }
      slots[slot] = key;
      used++;
    }
    counts[slot] += count;
  }

  private int slot(int key) {
    int mask = slots.length - 1;
    int slot = (key * 0x9E3779B9) >>> 16 & mask;
    while (slots[slot] != 0 && slots[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Drops buckets that are empty again, and makes room. */
  private void rebuild() {
    int[] oldSlots = slots;
    long[] oldCounts = counts;
    int live = 0;
    for (long count : oldCounts) {
      live += count == 0 ? 0 : 1;
    }
    int capacity = Math.max(INITIAL_SLOTS, Integer.highestOneBit(live) * 4);
    slots = new int[capacity];
    counts = new long[capacity];
    used = 0;
    for (int i = 0; i < oldSlots.length; i++) {
      if (oldCounts[i] != 0) {
        add(oldSlots[i] - BIAS, oldCounts[i]);
      }
    }
  }

  /** Adds all values of {@code part}, each {@code times} times; -1 takes them away. */
  void addAll(Histogram part, long times) {
    for (int i = 0; i < part.slots.length; i++) {
      if (part.counts[i] != 0) {
        add(part.slots[i] - BIAS, part.counts[i] * times);
      }
    }
  }

  /**
   * The smallest value such that at least {@code percent} of all values are not above it, to three
   * significant digits; null if there are no values.
   */
  @Nullable
  BigDecimal percentile(BigDecimal percent) {
    int[] buckets = sortedBuckets();
    long total = 0;
    for (int bucket : buckets) {
      total += count(bucket);
    }
    if (total == 0) {
      return null;
    }
    BigDecimal exactRank = BigDecimal.valueOf(total).multiply(percent).movePointLeft(2);
    long rank = Math.max(1, exactRank.setScale(0, RoundingMode.CEILING).longValueExact());
    long below = 0;
    int i = 0;
    while (below + count(buckets[i]) < rank) {
      below += count(buckets[i++]);
    }
    return HistogramBuckets.value(buckets[i]);
  }

  private long count(int bucket) {
    return counts[slot(bucket + BIAS)];
  }

  private int[] sortedBuckets() {
    int[] buckets = new int[used];
    int size = 0;
    for (int i = 0; i < slots.length; i++) {
      if (counts[i] != 0) {
        buckets[size++] = slots[i] - BIAS;
      }
    }
    int[] sorted = java.util.Arrays.copyOf(buckets, size);
    java.util.Arrays.sort(sorted);
    return sorted;
  }

  void encode(ByteWriter out) {
    int[] buckets = sortedBuckets();
    out.writeUnsigned(buckets.length);
    int previous = 0;
    for (int bucket : buckets) {
      out.writeSigned(bucket - previous).writeSigned(count(bucket));
      previous = bucket;
    }
  }

  static Histogram decode(ByteReader in) {
    Histogram histogram = new Histogram();
    int size = in.readSize(2 * HistogramBuckets.LARGEST + 1);
    int bucket = 0;
    for (int i = 0; i < size; i++) {
      bucket = Math.toIntExact(bucket + in.readSigned());
      histogram.add(bucket, in.readSigned());
    }
    return histogram;
  }
}
