package io.github.flumeaggregation.core.regex;

import java.util.Arrays;

/** A set of code points. Built step by step, then {@link #freeze() frozen} and asked. */
final class CharSet {
  private static final int LAST = Character.MAX_CODE_POINT;

  /** Pairs of first and last code point; sorted and apart from each other once frozen. */
  private int[] ranges = {};

  private final boolean[] ascii = new boolean[128];

  /** Adds {@code [first, last]}. */
  CharSet add(int first, int last) {
    ranges = Arrays.copyOf(ranges, ranges.length + 2);
    ranges[ranges.length - 2] = first;
    ranges[ranges.length - 1] = last;
    return this;
  }

  /** Adds all of {@code other}. */
  CharSet add(CharSet other) {
    for (int i = 0; i < other.ranges.length; i += 2) {
      add(other.ranges[i], other.ranges[i + 1]);
    }
    return this;
  }

  /** Adds the other case of every ASCII letter in it. */
  CharSet addOtherCase() {
    CharSet before = new CharSet().add(this).freeze();
    for (char c = 'a'; c <= 'z'; c++) {
      char upper = (char) (c - 'a' + 'A');
      if (before.ascii[c] || before.ascii[upper]) {
        add(c, c).add(upper, upper);
      }
    }
    return this;
  }

  /** The code points that are not in it. */
  CharSet complement() {
    freeze();
    CharSet complement = new CharSet();
    int next = 0;
    for (int i = 0; i < ranges.length; i += 2) {
      if (ranges[i] > next) {
        complement.add(next, ranges[i] - 1);
      }
      next = ranges[i + 1] + 1;
    }
    return next <= LAST ? complement.add(next, LAST) : complement;
  }

  /** Sorts and joins the ranges. */
  CharSet freeze() {
    long[] sorted = new long[ranges.length / 2];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = (long) ranges[2 * i] << 32 | ranges[2 * i + 1];
    }
    Arrays.sort(sorted);
    int[] joined = new int[ranges.length];
    int size = 0;
    for (long range : sorted) {
      int first = (int) (range >>> 32);
      if (size > 0 && first <= joined[size - 1] + 1) {
        joined[size - 1] = Math.max(joined[size - 1], (int) range);
      } else {
        joined[size++] = first;
        joined[size++] = (int) range;
      }
    }
    ranges = Arrays.copyOf(joined, size);
    for (int c = 0; c < ascii.length; c++) {
      ascii[c] = containsAny(c);
    }
    return this;
  }

  /** Pairs of first and last code point. */
  int[] ranges() {
    return ranges;
  }

  /** Whether the code point is in it. */
  boolean contains(int codePoint) {
    return codePoint < ascii.length ? ascii[codePoint] : containsAny(codePoint);
  }

  private boolean containsAny(int codePoint) {
    int low = 0;
    int high = ranges.length / 2;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (codePoint > ranges[2 * middle + 1]) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return 2 * low < ranges.length && codePoint >= ranges[2 * low];
  }

  /** Whether no code point is in both. */
  boolean isDisjoint(CharSet other) {
    for (int i = 0; i < ranges.length; i += 2) {
      for (int j = 0; j < other.ranges.length; j += 2) {
        if (ranges[i] <= other.ranges[j + 1] && other.ranges[j] <= ranges[i + 1]) {
          return false;
        }
      }
    }
    return true;
  }
}
