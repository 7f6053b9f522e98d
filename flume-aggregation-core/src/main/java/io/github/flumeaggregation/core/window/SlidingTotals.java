package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Aggregates;
import io.github.flumeaggregation.core.aggregate.States;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * The merge of the slices in a window that moves forward, kept up to date slice by slice: a slice
 * costs what its own groups cost when it enters, once more when it leaves, and nothing in between.
 *
 * <p>States that can be subtracted are added on entering and subtracted on leaving. For the others
 * (min, max, ...) this is the two-stacks queue aggregation (Tangwongsan, Hirzel and Schneider,
 * "In-order sliding-window aggregation in worst-case constant time", and its "Two-Stacks Lite"),
 * sparse by group: the window is a front of older slices and a back of newer ones. For the back one
 * running merge is kept. When the front is used up, the whole window becomes the front: walking it
 * from the newest slice to the oldest, each slice notes for its own groups the merge of what comes
 * after it ({@link Member#rest}), which is what remains when it leaves. Every (group, slice) pair
 * is handled a constant number of times, so the cost of a line is amortised constant.
 *
 * <p>Lines may be added to a slice only while it is not in the window; otherwise start anew.
 */
final class SlidingTotals {
  /** Tables with fewer rows than this are not worth rebuilding. */
  private static final int SMALL = 1024;

  /** A slice in the window. */
  private static final class Member {
    final TimeSlice slice;

    /**
     * Once the slice is in the front: for each of its rows, the merge of the same group in all
     * later slices of the front.
     */
    @Nullable States rest;

    Member(TimeSlice slice) {
      this.slice = slice;
    }
  }

  private final Aggregates aggregates;
  private final ArrayDeque<Member> members = new ArrayDeque<>();

  /** Per group: subtractable states of the whole window, other states of the front. */
  private GroupTable totals;

  /** Other states of the back, in the rows of {@link #totals}. */
  private States back;

  private int liveGroups;
  private final boolean total;

  /**
   * An empty window.
   *
   * @param total whether slices only enter, so that the window need not remember them
   */
  SlidingTotals(Aggregates aggregates, boolean total) {
    this.aggregates = aggregates;
    this.total = total;
    this.totals = newTotals();
    this.back = newBack();
  }

  private GroupTable newTotals() {
    return new GroupTable(aggregates, Integer.MAX_VALUE);
  }

  private States newBack() {
    States states = aggregates.newStates();
    states.clear(GroupTable.OTHER);
    return states;
  }

  boolean isEmpty() {
    return members.isEmpty();
  }

  /** Start of the oldest slice in the window, which must not be empty. */
  long oldestStart() {
    return members.getFirst().slice.start;
  }

  /** The keys of the groups; group i is in row i + 1. */
  GroupKeys keys() {
    return totals.keys();
  }

  /** The row of a group of another table, or -1 if there is none. */
  int find(GroupKeys source, int number) {
    return totals.find(source, number);
  }

  /** Number of rows that have lines, that of {@code (other)} included. */
  int liveGroups() {
    return liveGroups;
  }

  /** Number of lines of a row in the window; 0 if the group has left it. */
  long lines(int row) {
    return totals.states().lines(row);
  }

  /** Adds the states of a row, for the whole window, to a row of {@code target}. */
  void mergeInto(States target, int targetRow, int row) {
    target.merge(targetRow, totals.states(), row);
    target.mergeMergeOnly(targetRow, back, row);
  }

  /** Takes in the next slice; it must be later than all in the window. */
  void enter(TimeSlice slice) {
    if (!total) {
      members.addLast(new Member(slice));
    }
    States part = slice.groups.states();
    for (int partRow = 0; partRow <= slice.groups.size(); partRow++) {
      int row = rowFor(slice, partRow);
      liveGroups += lines(row) == 0 ? 1 : 0;
      totals.states().mergeInvertible(row, part, partRow);
      liveGroups -= lines(row) == 0 ? 1 : 0;
      back.mergeMergeOnly(row, part, partRow);
    }
  }

  private int rowFor(TimeSlice slice, int partRow) {
    if (partRow == GroupTable.OTHER) {
      return GroupTable.OTHER;
    }
    int groupsBefore = totals.size();
    int row = totals.row(slice.groups.keys(), partRow - 1);
    if (totals.size() > groupsBefore) {
      back.clear(row);
    }
    return row;
  }

  /** Lets the oldest slice go. */
  void leave() {
    if (members.getFirst().rest == null) {
      moveBackToFront();
    }
    Member member = members.removeFirst();
    TimeSlice slice = member.slice;
    for (int partRow = 0; partRow <= slice.groups.size(); partRow++) {
      int row = rowFor(slice, partRow);
      liveGroups += lines(row) == 0 ? 1 : 0;
      totals.states().subtractInvertible(row, slice.groups.states(), partRow);
      liveGroups -= lines(row) == 0 ? 1 : 0;
      if (member.rest != null) {
        totals.states().copyMergeOnly(row, member.rest, partRow);
      }
    }
    if (totals.size() > SMALL && totals.size() > 2 * liveGroups) {
      forgetGroupsThatLeft();
    }
  }

  private void moveBackToFront() {
    if (!back.hasMergeOnly()) {
      return;
    }
    for (Iterator<Member> i = members.descendingIterator(); i.hasNext(); ) {
      Member member = i.next();
      TimeSlice slice = member.slice;
      States rest = aggregates.newStates();
      for (int partRow = 0; partRow <= slice.groups.size(); partRow++) {
        int row = rowFor(slice, partRow);
        rest.copyMergeOnly(partRow, totals.states(), row);
        totals.states().mergeMergeOnly(row, slice.groups.states(), partRow);
      }
      member.rest = rest;
    }
    for (int row = 0; row <= totals.size(); row++) {
      back.clear(row);
    }
  }

  /** Rebuilds the tables without the groups that have no lines left: amortised constant. */
  private void forgetGroupsThatLeft() {
    GroupTable oldTotals = totals;
    States oldBack = back;
    totals = newTotals();
    back = newBack();
    for (int oldRow = 0; oldRow <= oldTotals.size(); oldRow++) {
      if (oldRow == GroupTable.OTHER || oldTotals.states().lines(oldRow) > 0) {
        int row = oldRow == GroupTable.OTHER ? oldRow : totals.row(oldTotals.keys(), oldRow - 1);
        totals.states().merge(row, oldTotals.states(), oldRow);
        back.clear(row);
        back.mergeMergeOnly(row, oldBack, oldRow);
      }
    }
  }
}
