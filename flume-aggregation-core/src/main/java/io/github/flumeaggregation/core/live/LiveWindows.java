package io.github.flumeaggregation.core.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Of each aggregation of this process the window that closed last. Empty until somebody asks for it
 * by {@link #keep}, so that an agent that nobody watches pays nothing. Safe for use by several
 * threads; nobody waits for anything in it.
 */
public final class LiveWindows {
  /** By sink and aggregation. Its own lock guards it. */
  private static final Map<String, LiveWindow> SHOWN = new TreeMap<>();

  private static volatile int maxRows;

  private LiveWindows() {}

  /** From now on, keep so many rows of each window; 0 ends it. */
  public static void keep(int rows) {
    synchronized (SHOWN) {
      maxRows = rows;
      if (rows == 0) {
        SHOWN.clear();
      }
    }
  }

  /** How many rows of a window are kept; 0 while nobody watches. */
  public static int maxRows() {
    return maxRows;
  }

  /** Shows a window that has closed, unless a later one is shown. */
  public static void closed(LiveWindow window) {
    synchronized (SHOWN) {
      LiveWindow shown = SHOWN.get(key(window.shape()));
      if (maxRows > 0 && (shown == null || shown.endMillis() <= window.endMillis())) {
        SHOWN.put(key(window.shape()), window);
      }
    }
  }

  /**
   * Changes the rows of a window that was emitted again; does nothing if it is not shown.
   *
   * @param changed the rows that changed
   * @param retracted the rows that are none any more
   */
  public static void revised(
      LiveShape shape, long endMillis, List<LiveRow> changed, List<LiveRow> retracted) {
    synchronized (SHOWN) {
      SHOWN.computeIfPresent(
          key(shape),
          (key, shown) ->
              shown.endMillis() == endMillis ? shown.revised(changed, retracted, maxRows) : shown);
    }
  }

  private static String key(LiveShape shape) {
    return shape.sink() + '\0' + shape.aggregation();
  }

  /** Shows nothing of a sink any more: it has stopped. */
  public static void forget(String sink) {
    synchronized (SHOWN) {
      SHOWN.values().removeIf(window -> window.shape().sink().equals(sink));
    }
  }

  /** What is shown now, by sink and aggregation. */
  public static List<LiveWindow> all() {
    synchronized (SHOWN) {
      return new ArrayList<>(SHOWN.values());
    }
  }
}
