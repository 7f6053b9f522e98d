package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * How many values fell into each bucket of {@link HistogramBuckets}. Only buckets in use take room:
 * an open-addressing table of 8 bytes a slot.
 *
 * <p>Counts add and subtract, so histograms merge in any order and a window may take away what
 * leaves. Encoded, the buckets are in ascending order: one state, one sequence of bytes.
 */
final class Histogram {
  private static final int INITIAL_SLOTS = 8;
  private static final int COUNT_BITS = 48;

  /**
   * In each slot a bucket's key in the upper 16 bits and its count, signed, in the others, which
   * would hold three years of 1.5 million lines a second; 0 in a free slot. Side by side they cost
   * one access to memory, and sort by bucket.
   */
  private long[] slots = new long[INITIAL_SLOTS];

  private int used;

  /** Adds {@code count} values to a bucket, or takes them away if it is negative. */
  void add(int bucket, long count) {
    addToKey(key(bucket), count);
  }

  /** The bucket's number in the same order, but never 0. */
  private static long key(int bucket) {
    return bucket < 0 ? bucket : bucket + 1;
  }

  private static int bucket(long slot) {
    int key = (int) (slot >> COUNT_BITS);
    return key < 0 ? key : key - 1;
  }

  private static long count(long slot) {
    return slot << (Long.SIZE - COUNT_BITS) >> (Long.SIZE - COUNT_BITS);
  }

  private void addToKey(long key, long count) {
    int at = find(key);
    if (slots[at] == 0) {
      if (used * 4 >= slots.length * 3) {
        rebuild();
        at = find(key);
      }
      slots[at] = key << COUNT_BITS;
      used++;
    }
    long sum = count(slots[at]) + count;
    slots[at] = key << COUNT_BITS | (sum & (-1L >>> (Long.SIZE - COUNT_BITS)));
  }

  /** Index of the key's slot, or of the free one that it would get. */
  private int find(long key) {
    int mask = slots.length - 1;
    int at = ((int) key * 0x9E3779B9) >>> 16 & mask;
    while (slots[at] != 0 && slots[at] >> COUNT_BITS != key) {
      at = (at + 1) & mask;
    }
    return at;
  }

  /** Drops buckets that are empty again, and makes room. */
  private void rebuild() {
    long[] old = slots;
    int live = live().length;
    slots = new long[Math.max(INITIAL_SLOTS, Integer.highestOneBit(live) * 4)];
    used = 0;
    for (long slot : old) {
      if (count(slot) != 0) {
        slots[find(slot >> COUNT_BITS)] = slot;
        used++;
      }
    }
  }

  /** Adds all values of {@code part}, each {@code times} times; -1 takes them away. */
  void addAll(Histogram part, long times) {
    if (used == 0 && times == 1) {
      slots = part.slots.clone();
      used = part.used;
      return;
    }
    for (long slot : part.slots) {
      if (count(slot) != 0) {
        addToKey(slot >> COUNT_BITS, count(slot) * times);
      }
    }
  }

  /**
   * The smallest value such that at least {@code percent} of all values are not above it, to three
   * significant digits; null if there are no values.
   */
  @Nullable
  BigDecimal percentile(BigDecimal percent) {
    long[] buckets = live();
    Arrays.sort(buckets);
    long total = 0;
    for (long bucket : buckets) {
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
    return HistogramBuckets.value(bucket(buckets[i]));
  }

  /** The slots of the buckets that are not empty. */
  private long[] live() {
    long[] live = new long[used];
    int size = 0;
    for (long slot : slots) {
      if (count(slot) != 0) {
        live[size++] = slot;
      }
    }
    return Arrays.copyOf(live, size);
  }

  void encode(ByteWriter out) {
    long[] buckets = live();
    Arrays.sort(buckets);
    out.writeUnsigned(buckets.length);
    int previous = 0;
    for (long slot : buckets) {
      int bucket = bucket(slot);
      out.writeSigned(bucket - previous).writeSigned(count(slot));
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
