package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.aggregate.States;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Makes the result rows of one window from the totals of its slices.
 *
 * <p>A window is limited if not all of its groups have rows of their own: there are too many, or
 * only the top is wanted. A change in a limited window may move other groups in or out, so all its
 * rows are emitted again, and a group that had one and no longer has is emitted as retracted.
 */
final class WindowEmission {
  private final Aggregation aggregation;
  private final SlidingTotals totals;
  private final long windowMillis;
  private final List<ResultRow> rows = new ArrayList<>();
  private GroupTable window;
  private boolean limited;

  WindowEmission(Aggregation aggregation, SlidingTotals totals, long windowMillis) {
    this.aggregation = aggregation;
    this.totals = totals;
    this.windowMillis = windowMillis;
    this.window = new GroupTable(aggregation.aggregates(), aggregation.maxGroups());
  }

  /** The rows of the first emission, by group key, {@code (other)} last. */
  List<ResultRow> all() {
    takeAll();
    addRows();
    return rows;
  }

  /**
   * The rows of a later emission.
   *
   * @param changed the groups that changed since the last one
   * @param emittedBefore the groups that had rows in it; null if the window was not limited
   */
  List<ResultRow> changed(List<GroupKeys> changed, @Nullable GroupKeys emittedBefore) {
    if (emittedBefore == null && !isLimited()) {
      takeChanged(changed);
      addRows();
      return rows;
    }
    takeAll();
    addRows();
    addRetracted(emittedBefore == null ? totals.keys() : emittedBefore);
    return rows;
  }

  private boolean isLimited() {
    return aggregation.top() != null
        || totals.lines(GroupTable.OTHER) > 0
        || totals.liveGroups() > aggregation.maxGroups();
  }

  private void takeAll() {
    limited = isLimited();
    totals.mergeInto(window.states(), GroupTable.OTHER, GroupTable.OTHER);
    for (int number = 0; number < totals.keys().size(); number++) {
      take(number);
    }
    window.limit();
    TopSpec top = aggregation.top();
    if (top != null && top.count() < window.size()) {
      window.keep(top.ranked(window, windowMillis), top.count());
    }
  }

  private void takeChanged(List<GroupKeys> changed) {
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

  private void addRows() {
    GroupKeys keys = window.keys();
    for (int number : keys.byBytes()) {
      rows.add(new ResultRow(group(keys, number), values(window.states(), number + 1), false));
    }
    if (otherLines() > 0) {
      List<String> other = Collections.nCopies(aggregation.groupBy().size(), ResultRow.OTHER);
      rows.add(new ResultRow(other, values(window.states(), GroupTable.OTHER), false));
    }
  }

  /** Retracted rows have the values of no lines: the lines are in (other), and add up there. */
  private void addRetracted(GroupKeys emittedBefore) {
    States nothing = aggregation.aggregates().newStates();
    nothing.clear(0);
    for (int number : emittedBefore.byBytes()) {
      if (window.find(emittedBefore, number) < 0) {
        rows.add(new ResultRow(group(emittedBefore, number), values(nothing, 0), true));
      }
    }
  }

  private List<String> group(GroupKeys keys, int number) {
    return Arrays.asList(
        GroupKey.values(keys.bytes(), keys.from(number), aggregation.groupBy().size()));
  }

  private List<@Nullable Object> values(States states, int row) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Column column : aggregation.aggregates().columns()) {
      values.add(column.value(states, row, windowMillis));
    }
    return values;
  }

  /** Of the window's lines, those in {@code (other)}. */
  long otherLines() {
    return window.states().lines(GroupTable.OTHER);
  }

  /** The groups that have rows of their own; null if that is all of them. */
  @Nullable
  GroupKeys emittedGroups() {
    return limited ? window.keys() : null;
  }
}
