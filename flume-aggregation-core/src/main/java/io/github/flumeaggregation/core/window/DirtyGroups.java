package io.github.flumeaggregation.core.window;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The groups that late lines changed in windows that had been closed, by slice. */
final class DirtyGroups {
  private static final long NONE = Long.MAX_VALUE;

  private final Windows windows;
  private final TreeMap<Long, GroupKeys> slices = new TreeMap<>();
  private long nextEnd = NONE;

  DirtyGroups(Windows windows) {
    this.windows = windows;
  }

  /**
   * Notes that the lines of a slice changed.
   *
   * @param firstEnd end of the earliest window that is changed by it
   */
  void addSlice(long sliceStart, long firstEnd) {
    slices.computeIfAbsent(sliceStart, start -> new GroupKeys());
    nextEnd = Math.min(nextEnd, firstEnd);
  }

  /** Notes which group it was; only after {@link #addSlice}. */
  void addGroup(long sliceStart, GroupKey key) {
    GroupKeys keys = slices.get(sliceStart);
    if (keys != null && keys.find(key.bytes(), 0, key.length(), key.hash()) < 0) {
      keys.add(key.bytes(), 0, key.length(), key.hash());
    }
  }

  /** The end of the earliest window that contains a change; the largest long if there is none. */
  long nextEnd() {
    return nextEnd;
  }

  /** The changed groups of the window that ends at {@code end}. */
  List<GroupKeys> in(long end) {
    return new ArrayList<>(slices.subMap(windows.start(end), end).values());
  }

  /** The earliest end after {@code end} of a window that begins with a changed slice. */
  long firstEndAfter(long end) {
    Long slice = slices.ceilingKey(end);
    return slice == null ? NONE : windows.firstEnd(slice);
  }

  /** Moves on to the changed window that ends at {@code end}, if that is not after {@code last}. */
  void advance(long end, long last) {
    while (!slices.isEmpty() && windows.lastEnd(slices.firstKey()) < end) {
      slices.pollFirstEntry();
    }
    nextEnd = slices.isEmpty() ? NONE : Math.max(end, windows.firstEnd(slices.firstKey()));
    if (nextEnd > last) {
      slices.clear();
      nextEnd = NONE;
    }
  }
}
