package io.github.flumeaggregation.core.window;

import java.util.Arrays;

/**
 * Sorts the keys of a table by their unsigned bytes.
 *
 * <p>Idea: comparing two keys waits for the memory twice, and of a million keys each is compared
 * twenty times. So what keys begin with is loaded once and packed into a {@code long} beside the
 * key's number, and the {@code long}s are sorted, which lie side by side. Keys that begin alike are
 * sorted by what comes next, in the same way; what all of them begin with is passed over first.
 *
 * <p>Cost: for each key some loads and its share of sorting {@code long}s, once for about five
 * bytes in which it differs from others. Memory: 8 bytes for a key while it sorts, and the result.
 *
 * <p>Source: a most-significant-digit radix sort with caching of what is compared, as in Ng and
 * Kakehi, "Cache efficient radix sort for string sorting" (2007); we sort the cached bytes by
 * comparisons, since the platform does that well.
 */
final class KeyOrder {
  /** So few are compared key by key. */
  private static final int FEW = 12;

  /** Of keys that are alike that far, no more is packed: it would nest too deeply. */
  private static final int MOST_DEPTH = 1_024;

  private final GroupKeys keys;

  /** What of a key comes next, and below it the key's number. */
  private final long[] packed;

  private final int numberBits;
  private final int prefixBytes;

  private KeyOrder(GroupKeys keys) {
    this.keys = keys;
    packed = new long[keys.size()];
    Arrays.setAll(packed, number -> number);
    numberBits = Long.SIZE - Long.numberOfLeadingZeros(keys.size());
    prefixBytes = (Long.SIZE - 1 - numberBits) / Byte.SIZE; // the sign stays out of it
  }

  /** The numbers of all keys in the order of their unsigned bytes. */
  static int[] byBytes(GroupKeys keys) {
    KeyOrder order = new KeyOrder(keys);
    order.sort(0, order.packed.length, 0);
    int[] numbers = new int[order.packed.length];
    Arrays.setAll(numbers, order::number);
    return numbers;
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
    byte[] bytes = keys.bytes();
    int first = keys.from(number(from));
    int common = keys.to(number(from)) - first;
    for (int i = from + 1; i < to && common > depth; i++) {
      int at = keys.from(number(i));
      int end = Math.min(common, keys.to(number(i)) - at);
      int same = depth;
      while (same < end && bytes[at + same] == bytes[first + same]) {
        same++;
      }
      common = same;
    }
    return common;
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
