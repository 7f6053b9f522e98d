package io.github.flumeaggregation.core.aggregate;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * The buckets of a {@link Histogram} of many values: an open-addressing hash table of counts.
 *
 * <p>Invariant: a slot is free or holds a bucket's key with its count; each has one slot at most. A
 * bucket whose count is 0 is as if it were not there.
 *
 * <p>Cost: adding to a bucket is one look-up. Only buckets in use take room, 8 bytes a slot. A
 * percentile is found without sorting, unless the slots are few, by the two digits of the keys, as
 * a radix sort does.
 */
final class BucketTable {
  private static final int INITIAL_SLOTS = 8;
  private static final int COUNT_BITS = 48;

  /** A key as two digits of 8 bits, once it is counted from the smallest one. */
  private static final int DIGIT_BITS = 8;

  private static final int DIGITS = 1 << DIGIT_BITS;
  private static final long SMALLEST_KEY = Short.MIN_VALUE;

  /** Sorting so few is faster than counting digits. */
  private static final int FEW_SLOTS = 64;

  /** This object and the head of its array. */
  private static final int OBJECT_BYTES = 40;

  /**
   * In each slot a bucket's key in the upper 16 bits and its count, signed, in the others, which
   * would hold three years of 1.5 million lines a second; 0 in a free slot. Side by side they cost
   * one access to memory, and sort by bucket.
   */
  private long[] slots;

  private int used;

  BucketTable() {
    slots = new long[INITIAL_SLOTS];
  }

  private BucketTable(BucketTable same) {
    slots = same.slots.clone();
    used = same.used;
  }

  BucketTable copy() {
    return new BucketTable(this);
  }

  /** What it takes in memory. */
  long bytesHeld() {
    return OBJECT_BYTES + (long) slots.length * Long.BYTES;
  }

  /** The slots, in no order; those of which {@link #count} is 0 hold nothing. Not to be changed. */
  long[] slots() {
    return slots;
  }

  static long slot(long key, long count) {
    return key << COUNT_BITS | (count & (-1L >>> (Long.SIZE - COUNT_BITS)));
  }

  static long key(long slot) {
    return slot >> COUNT_BITS;
  }

  static long count(long slot) {
    return slot << (Long.SIZE - COUNT_BITS) >> (Long.SIZE - COUNT_BITS);
  }

  /** Adds {@code count} values to a bucket, or takes them away if it is negative. */
  void add(long key, long count) {
    int at = find(key);
    if (slots[at] == 0) {
      if (used * 4 >= slots.length * 3) {
        rebuild();
        at = find(key);
      }
      used++;
    }
    slots[at] = slot(key, count(slots[at]) + count);
  }

  /** Index of the key's slot, or of the free one that it would get. */
  private int find(long key) {
    int mask = slots.length - 1;
    int at = ((int) key * 0x9E3779B9) >>> 16 & mask;
    while (slots[at] != 0 && key(slots[at]) != key) {
      at = (at + 1) & mask;
    }
    return at;
  }

  /** Drops buckets that are empty again, and makes room. */
  private void rebuild() {
    long[] old = slots;
    int live = liveBuckets();
    slots = new long[Math.max(INITIAL_SLOTS, Integer.highestOneBit(live) * 4)];
    used = 0;
    for (long slot : old) {
      if (count(slot) != 0) {
        slots[find(key(slot))] = slot;
        used++;
      }
    }
  }

  private int liveBuckets() {
    int live = 0;
    for (long slot : slots) {
      live += count(slot) != 0 ? 1 : 0;
    }
    return live;
  }

  /** The slots of the buckets that are not empty, by bucket. */
  long[] sorted() {
    long[] live = new long[liveBuckets()];
    int size = 0;
    for (long slot : slots) {
      if (count(slot) != 0) {
        live[size++] = slot;
      }
    }
    Arrays.sort(live);
    return live;
  }

  /** Moves the mark to where its percentile is; false if there are no values. */
  boolean find(BigDecimal percent, PercentileMark mark) {
    if (slots.length <= FEW_SLOTS) {
      return findSorted(sorted(), percent, mark);
    }
    long[] notAbove = new long[DIGITS];
    for (long slot : slots) {
      notAbove[highDigit(slot)] += count(slot);
    }
    long total = addUp(notAbove);
    if (total == 0) {
      mark.set(0, 0, 0, 0);
      return false;
    }
    long rank = PercentileMark.rank(percent, total);
    int highDigit = firstNotBelow(notAbove, rank);
    find(highDigit, rank, highDigit == 0 ? 0 : notAbove[highDigit - 1], total, mark);
    return true;
  }

  /** Finds the bucket of a rank among those that share the high digit of their key. */
  private void find(int highDigit, long rank, long below, long total, PercentileMark mark) {
    long[] notAbove = new long[DIGITS];
    for (long slot : slots) {
      if (highDigit(slot) == highDigit) {
        notAbove[lowDigit(slot)] += count(slot);
      }
    }
    addUp(notAbove);
    int lowDigit = firstNotBelow(notAbove, rank - below);
    long belowBucket = lowDigit == 0 ? 0 : notAbove[lowDigit - 1];
    long key = ((long) highDigit << DIGIT_BITS | lowDigit) + SMALLEST_KEY;
    mark.set(key, below + belowBucket, notAbove[lowDigit] - belowBucket, total);
  }

  /** As {@link #find(BigDecimal, PercentileMark)}, in slots as {@link #sorted} gives them. */
  static boolean findSorted(long[] sorted, BigDecimal percent, PercentileMark mark) {
    long total = 0;
    for (long slot : sorted) {
      total += count(slot);
    }
    if (total == 0) {
      mark.set(0, 0, 0, 0);
      return false;
    }
    long rank = PercentileMark.rank(percent, total);
    int i = 0;
    long below = 0;
    while (below + count(sorted[i]) < rank) {
      below += count(sorted[i++]);
    }
    mark.set(key(sorted[i]), below, count(sorted[i]), total);
    return true;
  }

  private static int highDigit(long slot) {
    return (int) (key(slot) - SMALLEST_KEY) >> DIGIT_BITS;
  }

  private static int lowDigit(long slot) {
    return (int) (key(slot) - SMALLEST_KEY) & (DIGITS - 1);
  }

  /** Adds to each count those before it; returns the last, which is all. */
  private static long addUp(long[] counts) {
    for (int i = 1; i < counts.length; i++) {
      counts[i] += counts[i - 1];
    }
    return counts[counts.length - 1];
  }

  private static int firstNotBelow(long[] ascending, long limit) {
    int i = 0;
    while (ascending[i] < limit) {
      i++;
    }
    return i;
  }
}
