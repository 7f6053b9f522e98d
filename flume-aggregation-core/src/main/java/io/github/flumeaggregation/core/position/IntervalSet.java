package io.github.flumeaggregation.core.position;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.Arrays;

/**
 * A set of whole numbers, held as half-open intervals {@code [start, end)}: what has been counted
 * of one partition.
 *
 * <p>Invariants: the intervals are not empty, sorted, and neither overlap nor touch. Lookup costs
 * O(log n) in the number n of intervals and O(1) at or beyond the last one, where events normally
 * arrive; adding costs O(1) there and O(n) elsewhere. 16 to 32 bytes per interval.
 *
 * <p><b>Bound.</b> Gaps that nothing will ever fill (Kafka's transaction markers, lost events,
 * lines that a selector sent elsewhere) would let the set grow without end. When there are more
 * than {@code maxIntervals} intervals, the gap with the lowest numbers closes: what lies in it is
 * <em>assumed counted</em>, and {@link #assumedCounted()} says how much. The lowest gap and not the
 * smallest, because what is merely under way (a channel that returns events in another order) is
 * recent and near the end; the gap that has been open for longest is the one that stays open. And
 * closed rather than forgotten, since forgetting the intervals below it would let a replay of the
 * partition's beginning be counted a second time.
 *
 * <p>But a gap closes only if no more is assumed than was counted on both its sides: {@code gap <=
 * counted beside it - assumed so far}. Otherwise the shorter of the two intervals beside it is
 * forgotten, and {@link #forgotten()} counts it; were it delivered again, it would be counted
 * again. So a few numbers strewn over a partition, by whoever can forge a position, cannot have all
 * that lies between them taken for counted.
 *
 * <p>Not safe for several threads.
 */
public final class IntervalSet {
  private static final int FIRST_CAPACITY = 4;

  /** This object and the heads of its arrays. */
  private static final int OBJECT_BYTES = 96;

  private final int maxIntervals;
  // Intervals are at [head, tail); closing the lowest gap only moves the head.
  private long[] starts = new long[FIRST_CAPACITY];
  private long[] ends = new long[FIRST_CAPACITY];
  private int head;
  private int tail;
  private long gapsClosed;
  private long assumedCounted;
  private long forgotten;

  /** An empty set that holds at most {@code maxIntervals} intervals, which must be positive. */
  public IntervalSet(int maxIntervals) {
    if (maxIntervals < 1) {
      throw new IllegalArgumentException("maxIntervals must be positive: " + maxIntervals);
    }
    this.maxIntervals = maxIntervals;
  }

  /** Takes the visited intervals, in ascending order. */
  public interface Visitor {
    /** One interval, {@code [start, end)}. */
    void interval(long start, long end);
  }

  /** Adds {@code [start, end)}, which must not be empty. */
  public void add(long start, long end) {
    addUnlimited(start, end);
    limit();
  }

  /** As {@link #add}, but leaves it to the caller to {@link #limit}. */
  void addUnlimited(long start, long end) {
    checkNotEmpty(start, end);
    if (tail > head && start == ends[tail - 1]) {
      ends[tail - 1] = end;
    } else if (tail == head || start > ends[tail - 1]) {
      insert(tail, start, end);
    } else {
      merge(start, end);
    }
  }

  /** Closes gaps or forgets intervals until there are no more of them than allowed. */
  void limit() {
    limit(maxIntervals);
  }

  private void limit(int max) {
    while (size() > max) {
      closeOrForgetLowest();
    }
  }

  /** As {@link #limit()}, for once to {@code max} intervals, and gives back their memory. */
  void shrink(int max) {
    limit(max);
    int size = size();
    starts = Arrays.copyOfRange(starts, head, head + Math.max(FIRST_CAPACITY, size));
    ends = Arrays.copyOfRange(ends, head, head + Math.max(FIRST_CAPACITY, size));
    head = 0;
    tail = size;
  }

  /** About what it takes in memory. */
  long bytesHeld() {
    return OBJECT_BYTES + 2L * Long.BYTES * starts.length;
  }

  /** Whether a number is in the set. */
  public boolean contains(long number) {
    int i = firstEndingAfter(number);
    return i < tail && starts[i] <= number;
  }

  /** Whether every number of {@code [start, end)}, which must not be empty, is in the set. */
  public boolean containsAll(long start, long end) {
    checkNotEmpty(start, end);
    int i = firstEndingAfter(start);
    return i < tail && starts[i] <= start && end <= ends[i];
  }

  /** Whether some number of {@code [start, end)}, which must not be empty, is in the set. */
  public boolean intersects(long start, long end) {
    checkNotEmpty(start, end);
    int i = firstEndingAfter(start);
    return i < tail && starts[i] < end;
  }

  /** Number of intervals. */
  public int size() {
    return tail - head;
  }

  /** Visits the intervals in ascending order. */
  public void forEach(Visitor visitor) {
    for (int i = head; i < tail; i++) {
      visitor.interval(starts[i], ends[i]);
    }
  }

  /** Writes the set down. */
  public void encode(ByteWriter out) {
    out.writeUnsigned(gapsClosed).writeUnsigned(assumedCounted).writeUnsigned(size());
    long previous = 0;
    for (int i = head; i < tail; i++) {
      out.writeUnsigned(starts[i] - previous).writeUnsigned(ends[i] - starts[i]);
      previous = ends[i];
    }
  }

  /** The set that {@link #encode} wrote, bounded by {@code maxIntervals} again. */
  public static IntervalSet decode(ByteReader in, int maxIntervals) {
    IntervalSet set = new IntervalSet(maxIntervals);
    long gapsClosed = in.readUnsigned();
    long assumedCounted = in.readUnsigned();
    long end = 0;
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      long start = end + in.readUnsigned();
      end = start + in.readUnsigned();
      set.add(start, end);
    }
    set.gapsClosed += gapsClosed;
    set.assumedCounted += assumedCounted;
    return set;
  }

  /** How many gaps were closed to stay within the bound. */
  public long gapsClosed() {
    return gapsClosed;
  }

  /** How many numbers lay in the gaps that were closed: taken as counted though never added. */
  public long assumedCounted() {
    return assumedCounted;
  }

  /**
   * How many numbers were in intervals that were forgotten to stay within the bound, since this
   * object was made.
   */
  public long forgotten() {
    return forgotten;
  }

  private static void checkNotEmpty(long start, long end) {
    if (start >= end) {
      throw new IllegalArgumentException("empty interval [" + start + ", " + end + ")");
    }
  }

  /** Adds an interval that does not lie behind all others. */
  private void merge(long start, long end) {
    int first = firstEndingAtOrAfter(start);
    int last = first;
    while (last < tail && starts[last] <= end) {
      last++;
    }
    if (first == last) {
      insert(first, start, end);
      return;
    }
    starts[first] = Math.min(start, starts[first]);
    ends[first] = Math.max(end, ends[last - 1]);
    remove(first + 1, last);
  }

  private void insert(int at, long start, long end) {
    int index = at;
    if (tail == starts.length) {
      index -= makeRoom();
    }
    System.arraycopy(starts, index, starts, index + 1, tail - index);
    System.arraycopy(ends, index, ends, index + 1, tail - index);
    starts[index] = start;
    ends[index] = end;
    tail++;
  }

  private void closeOrForgetLowest() {
    long first = ends[head] - starts[head];
    long second = ends[head + 1] - starts[head + 1];
    long gap = starts[head + 1] - ends[head];
    if (gap <= first + second - assumedCounted) {
      closeLowestGap();
    } else if (first <= second) {
      forgotten += first;
      head++;
    } else {
      forgotten += second;
      remove(head + 1, head + 2);
    }
  }

  /** Frees at least one place behind the tail; returns by how much the intervals moved down. */
  private int makeRoom() {
    int moved = head;
    int size = size();
    // Moving down pays only if it frees many places; else it would happen at every insertion.
    int capacity = size > starts.length / 2 ? starts.length * 2 : starts.length;
    starts = Arrays.copyOfRange(starts, head, head + capacity);
    ends = Arrays.copyOfRange(ends, head, head + capacity);
    head = 0;
    tail = size;
    return moved;
  }

  private void remove(int from, int to) {
    if (from < to) {
      System.arraycopy(starts, to, starts, from, tail - to);
      System.arraycopy(ends, to, ends, from, tail - to);
      tail -= to - from;
    }
  }

  private void closeLowestGap() {
    gapsClosed++;
    assumedCounted += starts[head + 1] - ends[head];
    starts[head + 1] = starts[head];
    head++;
  }

  private int firstEndingAfter(long number) {
    if (tail == head || ends[tail - 1] <= number) {
      return tail;
    }
    if (starts[tail - 1] <= number) {
      return tail - 1;
    }
    int found = Arrays.binarySearch(ends, head, tail, number);
    return found >= 0 ? found + 1 : -found - 1;
  }

  private int firstEndingAtOrAfter(long number) {
    int found = Arrays.binarySearch(ends, head, tail, number);
    return found >= 0 ? found : -found - 1;
  }
}
