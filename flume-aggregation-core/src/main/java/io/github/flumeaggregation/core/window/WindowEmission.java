package io.github.flumeaggregation.core.window;

import java.util.List;

/** Makes the result rows of one window from the totals of its slices. */
final class WindowEmission {
  private final Aggregation aggregation;
  private final SlidingTotals totals;
  private final GroupTable window;

  WindowEmission(Aggregation aggregation, SlidingTotals totals) {
    this.aggregation = aggregation;
    this.totals = totals;
    this.window = new GroupTable(aggregation.aggregates(), aggregation.maxGroups());
  }

  /** Takes all groups of the window. */
  void takeAll() {
    totals.mergeInto(window);
    window.limit();
  }

  /**
   * Takes only the groups that changed; or all, if some are in {@code (other)}, since a change may
   * have moved others in or out of it.
   */
  void takeChanged(List<GroupKeys> changed) {
    if (totals.lines(GroupTable.OTHER) > 0 || totals.liveGroups() > aggregation.maxGroups()) {
      takeAll();
      return;
    }
    for (GroupKeys keys : changed) {
      for (int i = 0; i < keys.size(); i++) {
        int row = totals.find(keys, i);
        if (row > 0 && window.find(keys, i) < 0) {
          take(row - 1);
        }
      }
    }
  }

  private void take(int number) {
    int row = number + 1;
    if (totals.lines(row) > 0) {
      int windowRow = window.row(totals.keys(), number);
      totals.mergeInto(window.states(), windowRow, row);
    }
  }

  /** Of the window's lines, those in {@code (other)}. */
  long otherLines() {
    return window.states().lines(GroupTable.OTHER);
  }

  /** The rows of what was taken, by group key, {@code (other)} last. */
  List<ResultRow> rows(long windowMillis) {
    return GroupRows.of(window, aggregation, windowMillis);
  }
}
