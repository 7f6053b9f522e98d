package io.github.flumeaggregation.core.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Of each aggregation of this process the windows that closed last. Empty until somebody asks for
 * it by {@link #keep}, so that an agent that nobody watches pays nothing. Safe for use by several
 * threads; nobody waits for anything in it.
 *
 * <p>Memory: of each aggregation {@link LiveHistory#WINDOWS} windows, the last with the rows asked
 * for and the earlier ones with {@link LiveHistory#EARLIER_ROWS}; some 0.6 KB a row.
 */
public final class LiveWindows {
  /** By sink and aggregation. Its own lock guards it. */
  private static final Map<String, LiveHistory> SHOWN = new TreeMap<>();

  private static volatile int maxRows;

  /**
   * How many changes there were, so that who has seen some of them needs only the others. The lock
   * of SHOWN guards it.
   */
  private static long changes;

  private LiveWindows() {}

  /** From now on, keep so many rows of the last windows; 0 ends it. */
  public static void keep(int rows) {
    synchronized (SHOWN) {
      maxRows = rows;
      if (rows == 0) {
        SHOWN.clear();
        LiveFacts.forgetAll();
      }
    }
  }

  /** How many rows of a window are kept; 0 while nobody watches. */
  public static int maxRows() {
    return maxRows;
  }

  /** Whether somebody watches. */
  public static boolean areWatched() {
    return maxRows > 0;
  }

  /** How many windows of an aggregation are kept. */
  public static int maxWindows() {
    return LiveHistory.WINDOWS;
  }

  /** Shows a window that has closed. */
  public static void closed(LiveWindow window) {
    synchronized (SHOWN) {
      if (maxRows > 0) {
        SHOWN
            .computeIfAbsent(key(window.shape()), key -> new LiveHistory(window.shape()))
            .closed(window, ++changes);
      }
    }
  }

  /** Changes the rows of a window that was emitted again; does nothing if it is not shown. */
  public static void revised(LiveRevision revision) {
    synchronized (SHOWN) {
      LiveHistory shown = SHOWN.get(key(revision.shape()));
      if (shown != null && shown.revised(revision, maxRows, changes + 1)) {
        changes++;
      }
    }
  }

  private static String key(LiveShape shape) {
    return shape.sink() + '\0' + shape.aggregation();
  }

  /** Shows nothing of a sink any more: it has stopped. */
  public static void forget(String sink) {
    synchronized (SHOWN) {
      SHOWN.values().removeIf(history -> history.shape().sink().equals(sink));
    }
    LiveFacts.ALERTS.forget(sink);
    LiveFacts.UNPARSED.forget(sink);
  }

  /** The window of each aggregation that closed last, by sink and aggregation. */
  public static List<LiveWindow> all() {
    List<LiveWindow> last = new ArrayList<>();
    synchronized (SHOWN) {
      SHOWN.values().forEach(history -> last.add(history.last()));
    }
    return last;
  }

  /** The windows that changed after the change of that number; 0 for all. */
  public static LiveChanges changedAfter(long change) {
    synchronized (SHOWN) {
      Map<LiveShape, List<LiveWindow>> windows = new LinkedHashMap<>();
      for (LiveHistory history : SHOWN.values()) {
        windows.put(history.shape(), history.changedAfter(change));
      }
      return new LiveChanges(changes, windows);
    }
  }
}
