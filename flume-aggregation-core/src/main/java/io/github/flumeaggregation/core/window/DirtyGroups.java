package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The groups that late lines changed in windows that had been closed, by slice.
 *
 * <p>Changes may be collected while further windows close, which have them from the beginning. So
 * each change is known with the last window that had been closed when it came; those of a slice
 * that have the same one are kept together.
 */
final class DirtyGroups {
  private static final long NONE = Long.MAX_VALUE;

  /** Groups of a slice that changed when windows had been closed through the same one. */
  private static final class Change {
    final long through;
    final GroupKeys groups;

    Change(long through, GroupKeys groups) {
      this.through = through;
      this.groups = groups;
    }
  }

  private final Windows windows;

  /** By the start of the slice, in the order in which they came. */
  private final TreeMap<Long, List<Change>> slices = new TreeMap<>();

  private long nextEnd = NONE;

  DirtyGroups(Windows windows) {
    this.windows = windows;
  }

  /**
   * Notes that lines of a slice changed.
   *
   * @param groups those of the lines
   * @param firstEnd end of the earliest window that is changed by it
   * @param through end of the last window that has been closed
   */
  void add(long sliceStart, GroupKeys groups, long firstEnd, long through) {
    nextEnd = Math.min(nextEnd, firstEnd);
    GroupKeys changed = changed(sliceStart, through);
    for (int i = 0; i < groups.size(); i++) {
      changed.addIfNew(groups, i);
    }
  }

  private GroupKeys changed(long sliceStart, long through) {
    List<Change> changes = slices.computeIfAbsent(sliceStart, start -> new ArrayList<>(1));
    if (changes.isEmpty() || lastThrough(changes) < through) {
      changes.add(new Change(through, new GroupKeys()));
    }
    return changes.get(changes.size() - 1).groups;
  }

  private static long lastThrough(List<Change> changes) {
    return changes.get(changes.size() - 1).through;
  }

  /** About what they take in memory. */
  long bytesHeld() {
    long bytes = 0;
    for (List<Change> changes : slices.values()) {
      for (Change change : changes) {
        bytes += change.groups.bytesHeld();
      }
    }
    return bytes;
  }

  void encode(ByteWriter out) {
    out.writeSigned(nextEnd).writeUnsigned(slices.size());
    for (Map.Entry<Long, List<Change>> slice : slices.entrySet()) {
      out.writeSigned(slice.getKey()).writeUnsigned(slice.getValue().size());
      for (Change change : slice.getValue()) {
        out.writeSigned(change.through);
        change.groups.encode(out);
      }
    }
  }

  void decode(ByteReader in) {
    nextEnd = in.readSigned();
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      List<Change> changes = new ArrayList<>(1);
      slices.put(in.readSigned(), changes);
      for (int j = in.readSize(Integer.MAX_VALUE); j > 0; j--) {
        long through = in.readSigned();
        changes.add(new Change(through, GroupKeys.decode(in)));
      }
    }
  }

  /** The end of the earliest window that contains a change; the largest long if there is none. */
  long nextEnd() {
    return nextEnd;
  }

  /** The changed groups of the window that ends at {@code end}. */
  List<GroupKeys> in(long end) {
    List<GroupKeys> changed = new ArrayList<>();
    for (List<Change> changes : slices.subMap(windows.start(end), end).values()) {
      for (Change change : changes) {
        if (change.through >= end) {
          changed.add(change.groups);
        }
      }
    }
    return changed;
  }

  /** All groups that have changed in any window. */
  GroupKeys all() {
    GroupKeys all = new GroupKeys();
    for (List<Change> changes : slices.values()) {
      for (Change change : changes) {
        for (int i = 0; i < change.groups.size(); i++) {
          all.addIfNew(change.groups, i);
        }
      }
    }
    return all;
  }

  /** The earliest end after {@code end} of a window that begins with a changed slice. */
  long firstEndAfter(long end) {
    Long slice = slices.ceilingKey(end);
    return slice == null ? NONE : windows.firstEnd(slice);
  }

  /** Moves on to the changed window that ends at {@code end}, if that is not after {@code last}. */
  void advance(long end, long last) {
    while (!slices.isEmpty() && isPast(slices.firstEntry(), end)) {
      slices.pollFirstEntry();
    }
    nextEnd = slices.isEmpty() ? NONE : Math.max(end, windows.firstEnd(slices.firstKey()));
    if (nextEnd > last) {
      slices.clear();
      nextEnd = NONE;
    }
  }

  private boolean isPast(Map.Entry<Long, List<Change>> slice, long end) {
    return Math.min(windows.lastEnd(slice.getKey()), lastThrough(slice.getValue())) < end;
  }
}
