package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.StableHash;
import io.github.flumeaggregation.core.record.Words;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Numbers distinct keys in order of arrival: an open-addressing hash table, with linear probing,
 * over keys that lie end to end in one byte array.
 *
 * <p>Idea: among many groups a look-up costs what it waits for the memory. So a slot holds enough
 * of the hash to be right nearly always before a key's bytes are compared, and several look-ups
 * wait together ({@link #prefetch}).
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>keys are only added: a key's number, and where its bytes are, never change;
 *   <li>a slot may name a key beyond {@link #size} only in a {@link #view}, of which it is none;
 *   <li>the table is at most half full, so each search meets a free slot soon;
 *   <li>a key and its hash are what counts, never the order of arrival: whoever needs an order that
 *       does not depend on it takes {@link #byBytes} or {@link #compareKey}.
 * </ol>
 *
 * <p>Cost: a look-up is one access to a slot and one to the key's bytes, mostly; adding is
 * amortised constant. Memory: about 36 bytes plus the key itself, no object for a key.
 */
final class GroupKeys {
  private static final int INITIAL_KEYS = 8;
  private static final int INITIAL_BYTES = 64;

  // Many tables have no keys and never get one, such as a threshold, or what a window retracts.
  // They share these arrays, into which nothing is written. Each holds just so much that a
  // look-up finds no key and an addition makes room.
  private static final byte[] NO_BYTES = {0}; // one, which a look-up may load for nothing
  private static final int[] NO_BOUNDS = {0};
  private static final long[] NO_HASHES = {};
  private static final long[] NO_SLOTS = {0};

  private static final long UPPER_HALF = 0xffffffffL << 32;

  /** What a key takes besides its bytes, about. */
  static final int BYTES_PER_KEY = 36;

  private byte[] bytes = NO_BYTES;

  /** Key {@code i} is {@code bytes[bounds[i], bounds[i + 1])}. */
  private int[] bounds = NO_BOUNDS;

  private long[] hashes = NO_HASHES;

  /**
   * In each slot the upper half of the key's hash, so that a look-up goes to no other key's bytes,
   * and in the lower half the key's number plus one; 0 in a free slot. A power of two in size.
   */
  private long[] slots = NO_SLOTS;

  private int size;

  int size() {
    return size;
  }

  byte[] bytes() {
    return bytes;
  }

  int from(int number) {
    return bounds[number];
  }

  int to(int number) {
    return bounds[number + 1];
  }

  long hash(int number) {
    return hashes[number];
  }

  /**
   * Has the processor load what it will need to find some keys of another table, so that it waits
   * for the memory once and not for each: "group prefetching" of Chen, Ailamaki, Gibbons and Mowry,
   * "Improving hash join performance through prefetching". Branches that depend on what was loaded
   * would make it wait, so there are none.
   *
   * @param scratch of {@code count} elements or more, overwritten
   */
  void prefetch(GroupKeys others, int first, int count, int[] scratch) {
    for (int i = 0; i < count; i++) {
      scratch[i] = firstCandidate(others.hashes[first + i]);
    }
    prefetchCandidates(count, scratch);
  }

  /** As {@link #prefetch(GroupKeys, int, int, int[])}, for the keys of lines. */
  void prefetch(GroupKey[] others, int count, int[] scratch) {
    for (int i = 0; i < count; i++) {
      scratch[i] = firstCandidate(others[i].hash());
    }
    prefetchCandidates(count, scratch);
  }

  /** The number of the key in the first slot for a hash, or 0. */
  private int firstCandidate(long hash) {
    return Math.max(0, (int) slots[(int) hash & (slots.length - 1)] - 1);
  }

  private void prefetchCandidates(int count, int[] scratch) {
    for (int i = 0; i < count; i++) {
      scratch[i] = bounds[scratch[i]];
    }
    for (int i = 0; i < count; i++) {
      scratch[i] = bytes[scratch[i]];
    }
  }

  /** The number of the key {@code key[from, to)}, or -1 if it is not here. */
  int find(byte[] key, int from, int to, long hash) {
    int mask = slots.length - 1;
    for (int at = (int) hash & mask; slots[at] != 0; at = (at + 1) & mask) {
      long slot = slots[at];
      int number = (int) slot - 1;
      if (((slot ^ hash) & UPPER_HALF) == 0 && number < size && isKey(number, key, from, to)) {
        return number;
      }
    }
    return -1;
  }

  /** The number of a key of another table, or -1 if it is not here. */
  int find(GroupKeys source, int number) {
    return find(source.bytes, source.from(number), source.to(number), source.hashes[number]);
  }

  private boolean isKey(int number, byte[] key, int from, int to) {
    int start = from(number);
    return to(number) - start == to - from && Words.areSame(bytes, start, key, from, to - from);
  }

  /** Adds a key that is not here yet, and returns its number. */
  int add(byte[] key, int from, int to, long hash) {
    if (size + 1 == bounds.length) {
      grow();
    }
    int start = bounds[size];
    int end = start + to - from;
    if (end > bytes.length) {
      int more = Math.max(INITIAL_BYTES, bytes.length + (bytes.length >> 1));
      bytes = Arrays.copyOf(bytes, Math.max(end, more));
    }
    System.arraycopy(key, from, bytes, start, to - from);
    bounds[size + 1] = end;
    hashes[size] = hash;
    occupy(size);
    return size++;
  }

  /** Adds a key of another table if it is not here yet. */
  void addIfNew(GroupKeys source, int number) {
    if (find(source, number) < 0) {
      add(source.bytes, source.from(number), source.to(number), source.hashes[number]);
    }
  }

  /** Adds a key if it is not here yet. */
  void addIfNew(byte[] key) {
    long hash = StableHash.of(key, 0, key.length);
    if (find(key, 0, key.length, hash) < 0) {
      add(key, 0, key.length, hash);
    }
  }

  private void grow() {
    int capacity = Math.max(INITIAL_KEYS, size * 2);
    bounds = Arrays.copyOf(bounds, capacity + 1);
    hashes = Arrays.copyOf(hashes, capacity);
    slots = new long[capacity * 2];
    for (int number = 0; number < size; number++) {
      occupy(number);
    }
  }

  private void occupy(int number) {
    int mask = slots.length - 1;
    int slot = (int) hashes[number] & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = (hashes[number] & UPPER_HALF) | (number + 1);
  }

  /** What the keys take in memory. */
  long bytesHeld() {
    return bytes.length
        + (long) bounds.length * Integer.BYTES
        + (long) (hashes.length + slots.length) * Long.BYTES;
  }

  /** Key {@code number} alone. */
  GroupKeys only(int number) {
    GroupKeys keys = new GroupKeys();
    keys.add(bytes, from(number), to(number), hashes[number]);
    return keys;
  }

  /** The values of the keys, each of {@code count} fields, in order of arrival. */
  Iterator<List<String>> values(int count) {
    return IntStream.range(0, size)
        .mapToObj(number -> Arrays.asList(GroupKey.values(bytes, from(number), count)))
        .iterator();
  }

  void encode(ByteWriter out) {
    out.writeUnsigned(size);
    for (int number = 0; number < size; number++) {
      out.writeBytes(bytes, from(number), to(number));
    }
  }

  /** As {@link #encode}, for keys whose numbers mean nothing: the same bytes for the same keys. */
  void encodeSorted(ByteWriter out) {
    if (out.isOfImage()) {
      out.putOff(view()::encodeSortedNow);
    } else {
      encodeSortedNow(out);
    }
  }

  private void encodeSortedNow(ByteWriter out) {
    out.writeUnsigned(size);
    for (int number : byBytes()) {
      out.writeBytes(bytes, from(number), to(number));
    }
  }

  static GroupKeys decode(ByteReader in) {
    GroupKeys keys = new GroupKeys();
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      byte[] key = in.readBytes();
      keys.add(key, 0, key.length, StableHash.of(key, 0, key.length));
    }
    return keys;
  }

  /**
   * Compares key {@code number} with {@code key[from, to)}: by hash, then by the unsigned bytes. In
   * this order groups are dropped when there are too many.
   */
  int compare(int number, byte[] key, int from, int to, long hash) {
    int byHash = Long.compareUnsigned(hashes[number], hash);
    return byHash != 0 ? byHash : compareBytes(number, key, from, to);
  }

  /** As {@link #compare}, with a key of another table. */
  int compareKey(int number, GroupKeys other, int otherNumber) {
    return compare(
        number,
        other.bytes,
        other.from(otherNumber),
        other.to(otherNumber),
        other.hashes[otherNumber]);
  }

  /** Compares the unsigned bytes of two keys. */
  int compareBytes(int number, int other) {
    return compareBytes(number, bytes, from(other), to(other));
  }

  /** Compares the unsigned bytes of key {@code number} with {@code key[from, to)}. */
  int compareBytes(int number, byte[] key, int from, int to) {
    int start = from(number);
    int length = to(number) - start;
    for (int i = 0; i < Math.min(length, to - from); i++) {
      int difference = (bytes[start + i] & 0xff) - (key[from + i] & 0xff);
      if (difference != 0) {
        return difference;
      }
    }
    return length - (to - from);
  }

  /** Compares two keys field by field, as their values are sorted: {@code 10} before {@code 9}. */
  int compareValues(int number, int other) {
    int at = from(number);
    int otherAt = from(other);
    while (at < to(number)) {
      int length = GroupKey.valueLength(bytes, at);
      int otherLength = GroupKey.valueLength(bytes, otherAt);
      for (int i = 2; i < 2 + Math.min(length, otherLength); i++) {
        int difference = (bytes[at + i] & 0xff) - (bytes[otherAt + i] & 0xff);
        if (difference != 0) {
          return difference;
        }
      }
      if (length != otherLength) {
        return length - otherLength;
      }
      at += 2 + length;
      otherAt += 2 + otherLength;
    }
    return 0;
  }

  /** The numbers of all keys in the order of {@link #compare}. */
  int[] byHash() {
    return sorted((a, b) -> compare(a, bytes, from(b), to(b), hashes[b]));
  }

  /** The numbers of all keys, the heaviest first; of equal ones as {@link #byHash} has them. */
  int[] byWeight(long[] weights) {
    return sorted(
        (a, b) -> {
          int byWeight = Long.compare(weights[b], weights[a]);
          return byWeight != 0 ? byWeight : compare(a, bytes, from(b), to(b), hashes[b]);
        });
  }

  GroupKeys copy() {
    GroupKeys copy = new GroupKeys();
    copy.bytes = bytes.clone();
    copy.bounds = bounds.clone();
    copy.hashes = hashes.clone();
    copy.slots = slots.clone();
    copy.size = size;
    return copy;
  }

  /**
   * The keys as they are now; none can be added. Nothing is copied: keys that are there never
   * change. Another thread may read them, but only the one that adds to these may search them.
   */
  GroupKeys view() {
    GroupKeys view = new GroupKeys();
    view.bytes = bytes;
    view.bounds = bounds;
    view.hashes = hashes;
    view.slots = slots;
    view.size = size;
    return view;
  }

  /** The numbers of all keys in the order of their unsigned bytes. */
  int[] byBytes() {
    return KeyOrder.byBytes(this);
  }

  private int[] sorted(Comparator<Integer> order) {
    Integer[] numbers = new Integer[size];
    Arrays.setAll(numbers, i -> i);
    Arrays.sort(numbers, order);
    int[] result = new int[size];
    Arrays.setAll(result, i -> numbers[i]);
    return result;
  }
}
