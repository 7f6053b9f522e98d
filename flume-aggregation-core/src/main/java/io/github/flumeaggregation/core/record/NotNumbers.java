package io.github.flumeaggregation.core.record;

import java.util.Arrays;
import java.util.BitSet;

/**
 * How often fields held something else where a number was needed, by their indexes. A hyphen alone,
 * which stands for nothing in logs, is not counted. Not safe for several threads.
 */
public final class NotNumbers {
  private long[] counts = {};
  private final BitSet news = new BitSet();

  void count(int field) {
    if (field >= counts.length) {
      counts = Arrays.copyOf(counts, field + 1);
    }
    if (counts[field]++ == 0) {
      news.set(field);
    }
  }

  /** How often the field held no number, or one out of range. */
  public long of(int field) {
    return field < counts.length ? counts[field] : 0;
  }

  /** Counts here too what has been counted by {@code other}. */
  public void add(NotNumbers other) {
    counts = Arrays.copyOf(counts, Math.max(counts.length, other.counts.length));
    for (int field = 0; field < other.counts.length; field++) {
      if (counts[field] == 0 && other.counts[field] > 0) {
        news.set(field);
      }
      counts[field] += other.counts[field];
    }
  }

  /** Begins anew. */
  public void drop() {
    Arrays.fill(counts, 0);
    news.clear();
  }

  /** A field that has been counted for the first time; -1 if there is none, or all were taken. */
  public int takeNew() {
    int field = news.nextSetBit(0);
    if (field >= 0) {
      news.clear(field);
    }
    return field;
  }
}
