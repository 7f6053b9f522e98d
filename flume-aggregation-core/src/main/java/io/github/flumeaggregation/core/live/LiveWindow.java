package io.github.flumeaggregation.core.live;

import io.github.flumeaggregation.core.Nullable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A window of an aggregation that has closed, as it stands now. Immutable. */
public final class LiveWindow {
  private final LiveShape shape;
  private final LiveFrame frame;
  private final long rowsLeftOut;
  private final Map<List<Object>, LiveRow> rows;

  private LiveWindow(
      LiveShape shape, LiveFrame frame, long rowsLeftOut, Map<List<Object>, LiveRow> rows) {
    this.shape = shape;
    this.frame = frame;
    this.rowsLeftOut = rowsLeftOut;
    this.rows = rows;
  }

  /**
   * A window with its rows.
   *
   * @param rowsLeftOut how many rows it has beside these
   */
  public LiveWindow(LiveShape shape, LiveFrame frame, List<LiveRow> rows, long rowsLeftOut) {
    this(shape, frame, rowsLeftOut, byKey(rows));
  }

  private static Map<List<Object>, LiveRow> byKey(Collection<LiveRow> rows) {
    Map<List<Object>, LiveRow> byKey = new LinkedHashMap<>();
    rows.forEach(row -> byKey.put(row.key(), row));
    return byKey;
  }

  /**
   * This window after it was emitted again, with the rows that changed.
   *
   * @param now its frame by now
   * @param changed their new values
   * @param retracted rows that are none any more
   * @param maxRows how many rows to keep at most
   */
  LiveWindow revised(LiveFrame now, List<LiveRow> changed, List<LiveRow> retracted, int maxRows) {
    Map<List<Object>, LiveRow> kept = new LinkedHashMap<>(rows);
    retracted.forEach(row -> kept.remove(row.key()));
    long leftOut = rowsLeftOut;
    for (LiveRow row : changed) {
      if (kept.size() < maxRows || kept.containsKey(row.key())) {
        kept.put(row.key(), row);
      } else {
        leftOut++;
      }
    }
    return new LiveWindow(shape, now, leftOut, kept);
  }

  /** This window with no more rows than that: those with the largest first number. */
  LiveWindow shortened(int maxRows) {
    if (rows.size() <= maxRows) {
      return this;
    }
    List<LiveRow> ranked = new ArrayList<>(rows.values());
    ranked.sort(Comparator.comparing(LiveWindow::rank).reversed());
    Set<LiveRow> largest = new HashSet<>(ranked.subList(0, maxRows));
    Map<List<Object>, LiveRow> kept = new LinkedHashMap<>(rows);
    kept.values().retainAll(largest);
    return new LiveWindow(shape, frame, rowsLeftOut + rows.size() - maxRows, kept);
  }

  private static BigDecimal rank(LiveRow row) {
    for (@Nullable Object value : row.values()) {
      if (value instanceof BigDecimal) {
        return (BigDecimal) value;
      }
    }
    return BigDecimal.ZERO;
  }

  public LiveShape shape() {
    return shape;
  }

  public LiveFrame frame() {
    return frame;
  }

  /** Its end, exclusive, in milliseconds since the epoch. */
  public long endMillis() {
    return frame.endMillis();
  }

  /** Its rows, as many as are kept. */
  public Collection<LiveRow> rows() {
    return Collections.unmodifiableCollection(rows.values());
  }

  /** At least how many rows it has beside these. */
  public long rowsLeftOut() {
    return rowsLeftOut;
  }
}
