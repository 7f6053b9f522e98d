package io.github.flumeaggregation.core.aggregate;

import java.util.Arrays;

/** A small set of hashes, by open addressing. */
final class HashSetOfLongs {
  private static final int INITIAL_SLOTS = 8;

  private long[] slots = new long[INITIAL_SLOTS];
  private int size;

  /** Whether 0, which marks a free slot, is in the set. */
  private boolean hasZero;

  /** What its slots take in memory. */
  long bytesHeld() {
    return (long) slots.length * Long.BYTES;
  }

  /** Adds a hash; answers whether it is new. */
  boolean add(long hash) {
    if (hash == 0) {
      boolean isNew = !hasZero;
      hasZero = true;
      return isNew;
    }
    int slot = slot(hash);
    if (slots[slot] == hash) {
      return false;
    }
    slots[slot] = hash;
    size++;
    if (size * 2 > slots.length) {
      grow();
    }
    return true;
  }

  private int slot(long hash) {
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (slots[slot] != 0 && slots[slot] != hash) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    for (long hash : old) {
      if (hash != 0) {
        slots[slot(hash)] = hash;
      }
    }
  }

  int size() {
    return size + (hasZero ? 1 : 0);
  }

  /** Empties the set and gives its memory back. */
  void clear() {
    slots = new long[INITIAL_SLOTS];
    size = 0;
    hasZero = false;
  }

  long[] sorted() {
    long[] sorted = new long[size()];
    int next = hasZero ? 1 : 0;
    for (long hash : slots) {
      if (hash != 0) {
        sorted[next++] = hash;
      }
    }
    Arrays.sort(sorted);
    return sorted;
  }
}
