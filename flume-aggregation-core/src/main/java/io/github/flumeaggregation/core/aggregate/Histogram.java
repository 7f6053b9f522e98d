package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * How many values fell into each bucket of {@link HistogramBuckets}.
 *
 * <p>Idea: buckets whose width grows with the value give a percentile with a bounded relative error
 * (as in HdrHistogram and DDSketch). We differ in that their edges are decimal numbers, compared
 * with exact decimal values, so that no rounding of doubles decides on a bucket; and in that counts
 * may be subtracted, so a window can take away what leaves.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>merging adds counts and nothing else: in any order it gives the same histogram, and taking
 *       away what was merged gives the one before;
 *   <li>a slot is free or holds a bucket with its count; each bucket has one slot at most. A bucket
 *       whose count is 0 is as if it were not there;
 *   <li>encoded, the buckets are in ascending order: one state, one sequence of bytes.
 * </ol>
 *
 * <p>Cost: adding a value is one look-up in an open-addressing table. Only buckets in use take
 * room, 8 bytes a slot. A percentile sorts the buckets in use, or goes on from where it was found
 * last.
 */
final class Histogram {
  private static final int INITIAL_SLOTS = 8;
  private static final int COUNT_BITS = 48;

  /** A key as two digits of 8 bits, once it is counted from the smallest one. */
  private static final int DIGIT_BITS = 8;

  private static final int DIGITS = 1 << DIGIT_BITS;
  private static final long SMALLEST_KEY = Short.MIN_VALUE;

  /** Sorting so few is faster than counting digits. */
  private static final int FEW_SLOTS = 64;

  /** This object and the head of its array. */
  private static final int OBJECT_BYTES = 48;

  private static final PercentileMark[] NO_MARKS = {};

  /**
   * In each slot a bucket's key in the upper 16 bits and its count, signed, in the others, which
   * would hold three years of 1.5 million lines a second; 0 in a free slot. Side by side they cost
   * one access to memory, and sort by bucket.
   */
  private long[] slots = new long[INITIAL_SLOTS];

  private int used;

  /** Where percentiles were found that are asked for again and again. */
  private PercentileMark[] marks = NO_MARKS;

  /** What it takes in memory, without what {@link #percentileAgain} remembers. */
  long bytesHeld() {
    return OBJECT_BYTES + (long) slots.length * Long.BYTES;
  }

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
    for (PercentileMark mark : marks) {
      mark.add(key, count);
    }
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
    int live = liveBuckets();
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
      marks = NO_MARKS;
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
   * significant digits (the nearest-rank definition); null if there are no values. Found without
   * sorting, unless they are few, by the two digits of the buckets' keys, as a radix sort does.
   */
  @Nullable
  BigDecimal percentile(BigDecimal percent) {
    return percentile(percent, new PercentileMark(percent));
  }

  /**
   * As {@link #percentile}, for who asks again and again while values come: nothing is searched as
   * long as the answer is the same. Costs some memory, and a little for each value that comes.
   */
  @Nullable
  BigDecimal percentileAgain(BigDecimal percent) {
    for (PercentileMark mark : marks) {
      if (mark.isFor(percent)) {
        return mark.holds() ? value(mark) : percentile(percent, mark);
      }
    }
    PercentileMark mark = new PercentileMark(percent);
    marks = Arrays.copyOf(marks, marks.length + 1);
    marks[marks.length - 1] = mark;
    return percentile(percent, mark);
  }

  private static BigDecimal value(PercentileMark mark) {
    return HistogramBuckets.value(bucket(mark.key() << COUNT_BITS));
  }

  private @Nullable BigDecimal percentile(BigDecimal percent, PercentileMark mark) {
    if (slots.length <= FEW_SLOTS) {
      return percentileOfFew(percent, mark);
    }
    long[] notAbove = new long[DIGITS];
    for (long slot : slots) {
      notAbove[highDigit(slot)] += count(slot);
    }
    long total = addUp(notAbove);
    if (total == 0) {
      mark.set(0, 0, 0, 0);
      return null;
    }
    long rank = PercentileMark.rank(percent, total);
    int highDigit = firstNotBelow(notAbove, rank);
    find(highDigit, rank, highDigit == 0 ? 0 : notAbove[highDigit - 1], total, mark);
    return value(mark);
  }

  private @Nullable BigDecimal percentileOfFew(BigDecimal percent, PercentileMark mark) {
    long[] buckets = live();
    Arrays.sort(buckets);
    long total = 0;
    for (long slot : buckets) {
      total += count(slot);
    }
    if (total == 0) {
      mark.set(0, 0, 0, 0);
      return null;
    }
    long rank = PercentileMark.rank(percent, total);
    int i = 0;
    long below = 0;
    while (below + count(buckets[i]) < rank) {
      below += count(buckets[i++]);
    }
    mark.set(buckets[i] >> COUNT_BITS, below, count(buckets[i]), total);
    return value(mark);
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

  private static int highDigit(long slot) {
    return (int) ((slot >> COUNT_BITS) - SMALLEST_KEY) >> DIGIT_BITS;
  }

  private static int lowDigit(long slot) {
    return (int) ((slot >> COUNT_BITS) - SMALLEST_KEY) & (DIGITS - 1);
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

  private int liveBuckets() {
    int live = 0;
    for (long slot : slots) {
      live += count(slot) != 0 ? 1 : 0;
    }
    return live;
  }

  /** The slots of the buckets that are not empty. */
  private long[] live() {
    long[] live = new long[liveBuckets()];
    int size = 0;
    for (long slot : slots) {
      if (count(slot) != 0) {
        live[size++] = slot;
      }
    }
    return live;
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
