package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /** Notes which groups of it; only after {@link #addSlice}. */
  void addGroups(long sliceStart, GroupKeys groups) {
    GroupKeys keys = slices.get(sliceStart);
    for (int i = 0; keys != null && i < groups.size(); i++) {
      keys.addIfNew(groups, i);
    }
  }

  /** About what they take in memory. */
  long bytesHeld() {
    long bytes = 0;
    for (GroupKeys keys : slices.values()) {
      bytes += keys.bytesHeld();
    }
    return bytes;
  }

  void encode(ByteWriter out) {
    out.writeSigned(nextEnd).writeUnsigned(slices.size());
    for (Map.Entry<Long, GroupKeys> slice : slices.entrySet()) {
      out.writeSigned(slice.getKey());
      slice.getValue().encode(out);
    }
  }

  void decode(ByteReader in) {
    nextEnd = in.readSigned();
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      long start = in.readSigned();
      slices.put(start, GroupKeys.decode(in));
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
