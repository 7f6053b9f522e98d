package io.github.flumeaggregation.core.live;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The window of an aggregation that closed last, as it stands now. Immutable. */
public final class LiveWindow {
  private final LiveShape shape;
  private final long endMillis;
  private final long rowsLeftOut;
  private final Map<List<Object>, LiveRow> rows;

  private LiveWindow(
      LiveShape shape, long endMillis, long rowsLeftOut, Map<List<Object>, LiveRow> rows) {
    this.shape = shape;
    this.endMillis = endMillis;
    this.rowsLeftOut = rowsLeftOut;
    this.rows = rows;
  }

  /**
   * A window with its rows.
   *
   * @param endMillis its end, exclusive, in milliseconds since the epoch
   * @param rowsLeftOut how many rows it has beside these
   */
  public LiveWindow(LiveShape shape, long endMillis, List<LiveRow> rows, long rowsLeftOut) {
    this(shape, endMillis, rowsLeftOut, byKey(rows));
  }

  private static Map<List<Object>, LiveRow> byKey(List<LiveRow> rows) {
    Map<List<Object>, LiveRow> byKey = new LinkedHashMap<>();
    rows.forEach(row -> byKey.put(row.key(), row));
    return byKey;
  }

  /**
   * This window after it was emitted again, with the rows that changed.
   *
   * @param changed their new values
   * @param retracted rows that are none any more
   * @param maxRows how many rows to keep at most
   */
  LiveWindow revised(List<LiveRow> changed, List<LiveRow> retracted, int maxRows) {
    Map<List<Object>, LiveRow> now = new LinkedHashMap<>(rows);
    retracted.forEach(row -> now.remove(row.key()));
    long leftOut = rowsLeftOut;
    for (LiveRow row : changed) {
      if (now.size() < maxRows || now.containsKey(row.key())) {
        now.put(row.key(), row);
      } else {
        leftOut++;
      }
    }
    return new LiveWindow(shape, endMillis, leftOut, now);
  }

  public LiveShape shape() {
    return shape;
  }

  /** Its end, exclusive, in milliseconds since the epoch. */
  public long endMillis() {
    return endMillis;
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
