package io.github.flumeaggregation.core.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The last windows of one aggregation, by their ends: the last one with all rows that are kept, the
 * earlier ones with {@link #EARLIER_ROWS}. Not safe for several threads.
 */
final class LiveHistory {
  /** How many windows are kept. */
  static final int WINDOWS = 120;

  /** How many rows are kept of each but the last. */
  static final int EARLIER_ROWS = 20;

  private static final class Entry {
    final LiveWindow window;
    final long change;

    Entry(LiveWindow window, long change) {
      this.window = window;
      this.change = change;
    }
  }

  private final LiveShape shape;
  private final TreeMap<Long, Entry> byEnd = new TreeMap<>();

  /** Without any window yet. */
  LiveHistory(LiveShape shape) {
    this.shape = shape;
  }

  LiveShape shape() {
    return shape;
  }

  LiveWindow last() {
    return byEnd.lastEntry().getValue().window;
  }

  /** Takes a window that has closed, by the change of that number. */
  void closed(LiveWindow window, long change) {
    Map.Entry<Long, Entry> last = byEnd.lastEntry();
    if (last != null && last.getKey() < window.endMillis()) {
      Entry earlier = last.getValue();
      byEnd.put(last.getKey(), new Entry(earlier.window.shortened(EARLIER_ROWS), earlier.change));
    }
    boolean isLast = last == null || last.getKey() <= window.endMillis();
    byEnd.put(
        window.endMillis(), new Entry(isLast ? window : window.shortened(EARLIER_ROWS), change));
    if (byEnd.size() > WINDOWS) {
      byEnd.pollFirstEntry();
    }
  }

  /** Takes a revision of a window; false if that is not kept. */
  boolean revised(LiveRevision revision, int maxRows, long change) {
    Entry known = byEnd.get(revision.frame().endMillis());
    if (known == null) {
      return false;
    }
    boolean isLast = known.window == last();
    LiveWindow now =
        known.window.revised(
            revision.frame(),
            revision.changed(),
            revision.retracted(),
            isLast ? maxRows : Integer.MAX_VALUE);
    byEnd.put(now.endMillis(), new Entry(isLast ? now : now.shortened(EARLIER_ROWS), change));
    return true;
  }

  /** The windows that changed after the change of that number, in the order of their ends. */
  List<LiveWindow> changedAfter(long change) {
    List<LiveWindow> changed = new ArrayList<>();
    for (Entry entry : byEnd.values()) {
      if (entry.change > change) {
        changed.add(entry.window);
      }
    }
    return changed;
  }
}
