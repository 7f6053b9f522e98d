package io.github.flumeaggregation.core.table;

import io.github.flumeaggregation.core.record.Slice;
import io.github.flumeaggregation.core.record.StableHash;

/**
 * Finds rows by the bytes of their keys: a hash table with open addressing, half full at most. Each
 * slot has half of the key's hash, so that hardly ever a wrong key is looked at, and the place of
 * the row. Takes 16 to 32 bytes for each row.
 */
final class KeyIndex implements RowIndex {
  private static final long HASH_BITS = -1L << Integer.SIZE;

  private final Cells cells;
  private final long[] slots;
  private final int mask;

  /** An index of all rows but the head, by their first value. */
  KeyIndex(Cells cells) {
    this.cells = cells;
    this.slots = new long[Integer.highestOneBit(Math.max(cells.rows(), 1)) * 4];
    this.mask = slots.length - 1;
    Slice key = new Slice();
    Slice other = new Slice();
    for (int row = 1; row < cells.rows(); row++) {
      cells.get(cells.place(row), 0, key);
      add(cells.place(row), key, other);
    }
  }

  private void add(int place, Slice key, Slice other) {
    long hash = hash(key);
    int slot = slot(key, hash, other);
    if (slots[slot] != 0) {
      int first = cells.line((int) slots[slot]);
      throw Csv.fault(cells.line(place), "the key '" + key + "' stands already in line " + first);
    }
    slots[slot] = (hash & HASH_BITS) | place;
  }

  /** Where the key is, or would be. */
  private int slot(Slice key, long hash, Slice other) {
    int slot = (int) hash & mask;
    while (slots[slot] != 0 && !isAt(slot, key, hash, other)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isAt(int slot, Slice key, long hash, Slice other) {
    if (((slots[slot] ^ hash) & HASH_BITS) != 0) {
      return false;
    }
    cells.get((int) slots[slot], 0, other);
    return other.sameBytes(key);
  }

  private static long hash(Slice key) {
    return StableHash.of(key.array(), key.from(), key.to());
  }

  @Override
  public Finder finder() {
    Slice other = new Slice();
    return key -> {
      long found = slots[slot(key, hash(key), other)];
      return found == 0 ? NONE : (int) found;
    };
  }
}
