package io.github.flumeaggregation.core.window;

import java.util.Arrays;

/**
 * The keys of the groups of a live window, once for all its slices: a slice knows a group by its
 * id, whose eight bytes take the place of a key of up to kilobytes.
 *
 * <p>A group has a number, its place here, which changes when others are forgotten; and an id,
 * which does not. Ids ascend with the numbers, and none is given twice.
 */
final class LiveGroups {
  private GroupKeys keys = new GroupKeys();
  private long[] ids = new long[16];
  private long nextId;

  int size() {
    return keys.size();
  }

  GroupKeys keys() {
    return keys;
  }

  /** The number of a group, or -1 if it is not here. */
  int find(GroupKey key) {
    return keys.find(key.bytes(), 0, key.length(), key.hash());
  }

  /** Adds a group that is not here, and returns its number. */
  int add(GroupKey key) {
    int number = keys.add(key.bytes(), 0, key.length(), key.hash());
    if (number == ids.length) {
      ids = Arrays.copyOf(ids, number * 2);
    }
    ids[number] = nextId++;
    return number;
  }

  long id(int number) {
    return ids[number];
  }

  /** The number of the group of an id, or less than 0 if it has been forgotten. */
  int numberOf(long id) {
    return Arrays.binarySearch(ids, 0, keys.size(), id);
  }

  /** Forgets the groups that are not kept; the others get new numbers in the same order. */
  void retain(boolean[] kept) {
    GroupKeys rest = new GroupKeys();
    long[] restIds = new long[ids.length];
    for (int number = 0; number < kept.length; number++) {
      if (kept[number]) {
        int from = keys.from(number);
        int to = keys.to(number);
        restIds[rest.add(keys.bytes(), from, to, keys.hash(number))] = ids[number];
      }
    }
    keys = rest;
    ids = restIds;
  }

  /**
   * Adds to a table by keys, which must be empty, what one by ids holds.
   *
   * @return for each group there its number here
   */
  int[] translate(GroupTable byId, GroupTable byKey) {
    byKey.states().merge(GroupTable.OTHER, byId.states(), GroupTable.OTHER);
    GroupKeys idKeys = byId.keys();
    int[] numbers = new int[idKeys.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = numberOf(GroupKey.id(idKeys.bytes(), idKeys.from(i)));
      byKey.states().merge(byKey.row(keys, numbers[i]), byId.states(), i + 1);
    }
    return numbers;
  }

  /** About what they take in memory. */
  long bytesHeld() {
    return keys.bytesHeld() + (long) ids.length * Long.BYTES;
  }

  /** The groups as they are now, for another thread to read; they cannot be searched by key. */
  LiveGroups view() {
    LiveGroups view = new LiveGroups();
    view.keys = keys.view();
    view.ids = ids;
    return view;
  }
}
