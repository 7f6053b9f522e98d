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
 * with exact decimal values, so that no rounding of doubles decides on a bucket; in that counts may
 * be subtracted, so a window can take away what leaves; and in that few values are but a list:
 * among many groups most have few in a slice of time, and each costs two bytes and no look-up.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>merging adds counts and nothing else: in any order it gives the same histogram, and taking
 *       away what was merged gives the one before;
 *   <li>the buckets are in the list or, once more than {@link #MOST_FEW} values have come or one
 *       was taken away, in the table, never in both;
 *   <li>encoded, the buckets are in ascending order: one state, one sequence of bytes.
 * </ol>
 *
 * <p>Cost: adding a value is to append to a list, or one look-up in {@link BucketTable}. A
 * percentile sorts the list or goes over the table, or goes on from where it was found last.
 */
final class Histogram {
  /** A list of so many takes as much as a table of 20 buckets. */
  static final int MOST_FEW = 128;

  private static final short[] NO_VALUES = {};
  private static final int INITIAL_FEW = 4;

  /** This object and the head of its list. */
  private static final int OBJECT_BYTES = 48;

  private static final PercentileMark[] NO_MARKS = {};

  /** The keys of the buckets of the values, in any order; unused if there is a table. */
  private short[] few = NO_VALUES;

  private int fewSize;

  private @Nullable BucketTable table;

  /** Where percentiles were found that are asked for again and again. */
  private PercentileMark[] marks = NO_MARKS;

  /** What it takes in memory, without what {@link #percentileAgain} remembers. */
  long bytesHeld() {
    long bytes = OBJECT_BYTES + (long) few.length * Short.BYTES;
    return table == null ? bytes : bytes + table.bytesHeld();
  }

  /** Adds {@code count} values to a bucket, or takes them away if it is negative. */
  void add(int bucket, long count) {
    addToKey(key(bucket), count);
  }

  /** The bucket's number in the same order, but never 0; it has 16 bits. */
  private static long key(int bucket) {
    return bucket < 0 ? bucket : bucket + 1;
  }

  private static int bucket(long key) {
    return (int) (key < 0 ? key : key - 1);
  }

  private void addToKey(long key, long count) {
    if (table != null) {
      table.add(key, count);
    } else if (count > 0 && count <= MOST_FEW - fewSize) {
      append((short) key, (int) count);
    } else {
      tableOfFew().add(key, count);
    }
    for (PercentileMark mark : marks) {
      mark.add(key, count);
    }
  }

  private void append(short key, int count) {
    if (fewSize + count > few.length) {
      int doubled = Math.max(INITIAL_FEW, Math.min(MOST_FEW, 2 * few.length));
      few = Arrays.copyOf(few, Math.max(doubled, fewSize + count));
    }
    for (int i = 0; i < count; i++) {
      few[fewSize++] = key;
    }
  }

  private BucketTable tableOfFew() {
    BucketTable made = new BucketTable();
    for (int i = 0; i < fewSize; i++) {
      made.add(few[i], 1);
    }
    table = made;
    few = NO_VALUES;
    fewSize = 0;
    return made;
  }

  /** Adds all values of {@code part}, each {@code times} times; -1 takes them away. */
  void addAll(Histogram part, long times) {
    if (table == null && fewSize == 0 && times == 1) {
      few = Arrays.copyOf(part.few, part.fewSize);
      fewSize = part.fewSize;
      table = part.table == null ? null : part.table.copy();
      marks = NO_MARKS;
    } else if (part.table == null) {
      for (int i = 0; i < part.fewSize; i++) {
        addToKey(part.few[i], times);
      }
    } else {
      for (long slot : part.table.slots()) {
        long count = BucketTable.count(slot);
        if (count != 0) {
          addToKey(BucketTable.key(slot), count * times);
        }
      }
    }
  }

  /**
   * The smallest value such that at least {@code percent} of all values are not above it, to three
   * significant digits (the nearest-rank definition); null if there are no values.
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

  private @Nullable BigDecimal percentile(BigDecimal percent, PercentileMark mark) {
    boolean found =
        table == null ? BucketTable.findSorted(sorted(), percent, mark) : table.find(percent, mark);
    return found ? value(mark) : null;
  }

  private static BigDecimal value(PercentileMark mark) {
    return HistogramBuckets.value(bucket(mark.key()));
  }

  /** The buckets that are not empty, as slots of a {@link BucketTable}, by bucket. */
  private long[] sorted() {
    if (table != null) {
      return table.sorted();
    }
    short[] keys = Arrays.copyOf(few, fewSize);
    Arrays.sort(keys);
    long[] slots = new long[fewSize];
    int size = 0;
    for (int i = 0, from = 0; i < fewSize; i++) {
      if (i + 1 == fewSize || keys[i + 1] != keys[i]) {
        slots[size++] = BucketTable.slot(keys[i], i + 1 - from);
        from = i + 1;
      }
    }
    return Arrays.copyOf(slots, size);
  }

  void encode(ByteWriter out) {
    long[] buckets = sorted();
    out.writeUnsigned(buckets.length);
    int previous = 0;
    for (long slot : buckets) {
      int bucket = bucket(BucketTable.key(slot));
      out.writeSigned(bucket - previous).writeSigned(BucketTable.count(slot));
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
