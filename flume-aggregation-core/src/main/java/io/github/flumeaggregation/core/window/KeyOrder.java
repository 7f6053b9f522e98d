package io.github.flumeaggregation.core.window;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Sorts the keys of a table by their unsigned bytes, as far as it is asked: the first keys of a
 * million are there long before all are sorted.
 *
 * <p>Idea: many keys are dealt out by the first byte in which they differ, and then the first heap
 * of them in the same way, until it is small; the heaps behind it wait until a key of theirs is
 * asked for. In a small heap, what keys begin with is loaded once and packed into a {@code long}
 * beside the key's number, and the {@code long}s are sorted, which lie side by side: comparing two
 * keys waits for the memory twice, and each is compared many times. Keys that begin alike are
 * sorted by what comes next, in the same way; what all of them begin with is passed over first.
 *
 * <p>Cost: for the first key, each is loaded some times for each byte by which most of them stay
 * together; for the next thousands, that of a small heap, and seldom of dealing out one of 256
 * parts of what is left. Memory: 4 bytes for a key, and 5 while it is dealt out. Not safe for
 * several threads.
 *
 * <p>Source: a most-significant-digit radix sort with caching of what is compared, as in Ng and
 * Kakehi, "Cache efficient radix sort for string sorting" (2007); we sort the cached bytes by
 * comparisons, since the platform does that well. That a sort can be as lazy as who asks: Paredes
 * and Navarro, "Optimal incremental sorting" (2006).
 */
final class KeyOrder {
  /** So few are compared key by key. */
  private static final int FEW = 12;

  /** Of keys that are alike that far, no more is packed: it would nest too deeply. */
  private static final int MOST_DEPTH = 1_024;

  /** Of so many keys, or fewer, a heap is sorted at once: a millisecond or two. */
  private static final int SMALL = 4_096;

  /** A heap that was dealt out so often is sorted at once: dealing out gets nowhere with it. */
  private static final int MOST_DEALS = 64;

  private static final int BYTE_VALUES = 256;

  private final GroupKeys keys;

  /** In order up to {@link #sorted}, and behind it heap by heap. */
  private final int[] numbers;

  private int sorted;

  /** The heaps that are not sorted; the first of them begins at {@link #sorted}. */
  private final ArrayDeque<Heap> heaps = new ArrayDeque<>();

  /** Of the heap that is being sorted: what of a key comes next, and below it the key's number. */
  private long[] packed = {};

  private final int numberBits;
  private final int prefixBytes;

  /** Keys of which the first {@code depth} bytes are the same. */
  private static final class Heap {
    /** Where it ends, which is where the next one begins. */
    final int to;

    final int depth;
    final int deals;

    Heap(int to, int depth, int deals) {
      this.to = to;
      this.depth = depth;
      this.deals = deals;
    }
  }

  /** Of the keys of a table, to which none may be added, all but those of these numbers. */
  KeyOrder(GroupKeys keys, BitSet without) {
    this.keys = keys;
    numbers = new int[keys.size() - without.cardinality()];
    for (int i = 0, number = 0; i < numbers.length; i++, number++) {
      number = without.nextClearBit(number);
      numbers[i] = number;
    }
    numberBits = Long.SIZE - Long.numberOfLeadingZeros(keys.size());
    prefixBytes = (Long.SIZE - 1 - numberBits) / Byte.SIZE; // the sign stays out of it
    heaps.push(new Heap(numbers.length, 0, 0));
  }

  /** The numbers of all keys in the order of their unsigned bytes. */
  static int[] byBytes(GroupKeys keys) {
    KeyOrder order = new KeyOrder(keys, new BitSet());
    order.sortThrough(order.numbers.length - 1);
    return order.numbers;
  }

  /** The number of the key at a place of the order. */
  int at(int index) {
    sortThrough(index);
    return numbers[index];
  }

  private void sortThrough(int index) {
    while (sorted <= index) {
      Heap first = heaps.pop();
      if (first.to - sorted <= SMALL || first.deals >= MOST_DEALS) {
        sortAtOnce(first);
      } else {
        dealOut(first);
      }
    }
  }

  private void sortAtOnce(Heap heap) {
    int count = heap.to - sorted;
    if (packed.length < count) {
      packed = new long[count];
    }
    for (int i = 0; i < count; i++) {
      packed[i] = numbers[sorted + i];
    }
    sort(0, count, heap.depth);
    for (int i = 0; i < count; i++) {
      numbers[sorted + i] = number(i);
    }
    sorted = heap.to;
  }

  /** Makes of the first heap one for each byte that comes next; in each, the order stays. */
  private void dealOut(Heap heap) {
    int count = heap.to - sorted;
    int depth = keys.to(numbers[sorted]) - keys.from(numbers[sorted]);
    for (int i = 1; i < count && depth > heap.depth; i++) {
      depth = sameBytes(numbers[sorted], numbers[sorted + i], heap.depth, depth);
    }
    short[] next = new short[count];
    int[] ends = new int[BYTE_VALUES + 1];
    for (int i = 0; i < count; i++) {
      next[i] = nextByte(numbers[sorted + i], depth);
      ends[next[i]]++;
    }
    int[] dealt = new int[count];
    pushHeaps(heap, depth, ends);
    for (int i = 0; i < count; i++) {
      dealt[ends[next[i]]++] = numbers[sorted + i];
    }
    System.arraycopy(dealt, 0, numbers, sorted, count);
  }

  /**
   * For each byte the heap of those keys.
   *
   * @param sizes of the heaps; where each begins, counted from the old one, is put in its place
   */
  private void pushHeaps(Heap old, int depth, int[] sizes) {
    int to = old.to;
    for (int next = BYTE_VALUES; next >= 0; next--) {
      int size = sizes[next];
      if (size > 0) {
        heaps.push(new Heap(to, next == 0 ? depth : depth + 1, old.deals + 1));
      }
      to -= size;
      sizes[next] = to - sorted;
    }
  }

  /** One more than the byte of a key at {@code depth}; 0 if it ends there. */
  private short nextByte(int number, int depth) {
    int at = keys.from(number) + depth;
    return (short) (at < keys.to(number) ? 1 + (keys.bytes()[at] & 0xff) : 0);
  }

  private int number(int index) {
    return (int) (packed[index] & ((1L << numberBits) - 1));
  }

  /** Sorts a part of the keys, all of which have the same first {@code depth} bytes. */
  private void sort(int from, int to, int depth) {
    if (to - from <= FEW) {
      sortFew(from, to);
      return;
    }
    int common = commonBytes(from, to, depth);
    for (int i = from; i < to; i++) {
      packed[i] = prefix(number(i), common) << numberBits | number(i);
    }
    Arrays.sort(packed, from, to);
    int first = from;
    for (int i = from + 1; i <= to; i++) {
      if (i == to || packed[i] >>> numberBits != packed[first] >>> numberBits) {
        sortAlike(first, i, common + prefixBytes);
        first = i;
      }
    }
  }

  /** Sorts keys that begin alike for so many bytes, if a key that ends before counts as zeros. */
  private void sortAlike(int from, int to, int depth) {
    boolean longEnough = depth <= MOST_DEPTH;
    for (int i = from; i < to && longEnough; i++) {
      longEnough = keys.to(number(i)) - keys.from(number(i)) >= depth;
    }
    if (longEnough) {
      sort(from, to, depth);
    } else {
      sortByComparing(from, to);
    }
  }

  private void sortByComparing(int from, int to) {
    Integer[] numbers = new Integer[to - from];
    Arrays.setAll(numbers, i -> number(from + i));
    Arrays.sort(numbers, keys::compareBytes);
    for (int i = from; i < to; i++) {
      packed[i] = numbers[i - from];
    }
  }

  /** By insertion. */
  private void sortFew(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      long inserted = packed[i];
      int number = number(i);
      int at = i;
      while (at > from && keys.compareBytes(number(at - 1), number) > 0) {
        packed[at] = packed[at - 1];
        at--;
      }
      packed[at] = inserted;
    }
  }

  /** How many bytes the keys begin with that are the same in all of them. */
  private int commonBytes(int from, int to, int depth) {
    int first = number(from);
    int common = keys.to(first) - keys.from(first);
    for (int i = from + 1; i < to && common > depth; i++) {
      common = sameBytes(first, number(i), depth, common);
    }
    return common;
  }

  /** How many bytes two keys begin with that are the same, if that is in {@code [least, most]}. */
  private int sameBytes(int first, int second, int least, int most) {
    byte[] bytes = keys.bytes();
    int firstFrom = keys.from(first);
    int secondFrom = keys.from(second);
    int end = Math.min(most, keys.to(second) - secondFrom);
    int same = least;
    while (same < end && bytes[secondFrom + same] == bytes[firstFrom + same]) {
      same++;
    }
    return same;
  }

  /** The bytes of a key from {@code depth} on, as a number; zeros if it ends before. */
  private long prefix(int number, int depth) {
    byte[] bytes = keys.bytes();
    int at = keys.from(number) + depth;
    int end = keys.to(number);
    long prefix = 0;
    for (int i = 0; i < prefixBytes; i++) {
      prefix = prefix << Byte.SIZE | (at + i < end ? bytes[at + i] & 0xff : 0);
    }
    return prefix;
  }
}
