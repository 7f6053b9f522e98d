package io.github.flumeaggregation.tool.verify;

import com.google.gson.JsonObject;
import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.rows.RowId;
import io.github.flumeaggregation.window.WindowReplay;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Finds the windows whose rows or books are not what the logs say. */
final class Comparison {
  private final Map<String, WindowReplay.Row> computed;
  private final Map<String, DeliveredRow> delivered;
  private final Map<String, WindowDifference> windows = new TreeMap<>();
  private long rows;
  private long windowsCompared;

  /**
   * Compares them.
   *
   * @param period outside of it windows are left out
   */
  Comparison(
      Map<String, WindowReplay.Row> computed,
      Map<String, DeliveredRow> delivered,
      Predicate<String> period) {
    this.computed = computed;
    this.delivered = delivered;
    computed.keySet().stream().filter(period).forEach(this::compare);
    delivered.keySet().stream()
        .filter(key -> !computed.containsKey(key) && period.test(key))
        .forEach(this::compare);
  }

  private void compare(String key) {
    @Nullable String books = RowId.booksOf(key);
    if (books == null) {
      return; // those of the sink, which say how the lines came
    }
    @Nullable DeliveredRow came = delivered.get(key);
    @Nullable String wanted = wanted(key, came);
    boolean isThere = came != null && !came.isRetracted();
    if (books.equals(key)) {
      windowsCompared++;
    } else {
      rows++;
    }
    if (wanted == null ? isThere : !isThere || !wanted.equals(content(came))) {
      windows
          .computeIfAbsent(books, w -> new WindowDifference(w, computedLines(w), deliveredLines(w)))
          .add(key, wanted != null, isThere);
    }
  }

  private static @Nullable String content(@Nullable DeliveredRow row) {
    return row == null ? null : row.content();
  }

  /** What the row is to say, in the form in which it came; null if there is to be none. */
  private @Nullable String wanted(String key, @Nullable DeliveredRow came) {
    WindowReplay.@Nullable Row row = computed.get(key);
    if (row == null) {
      return null;
    }
    JsonObject object = (came == null ? RowForm.JSON : came.form()).of(row);
    boolean isRetracted = object.has("retracted") && object.get("retracted").getAsBoolean();
    return isRetracted ? null : RowForm.content(object);
  }

  private long computedLines(String books) {
    WindowReplay.@Nullable Row row = computed.get(books);
    return row == null ? 0 : DeliveredRow.linesIn(RowForm.JSON.of(row));
  }

  private @Nullable Long deliveredLines(String books) {
    @Nullable DeliveredRow row = delivered.get(books);
    return row == null ? null : Long.valueOf(row.linesIn());
  }

  /** The windows that differ, in order of aggregation and time. */
  Collection<WindowDifference> windows() {
    return windows.values();
  }

  /** How many rows were compared. */
  long rows() {
    return rows;
  }

  /** How many windows were compared. */
  long windowsCompared() {
    return windowsCompared;
  }
}
