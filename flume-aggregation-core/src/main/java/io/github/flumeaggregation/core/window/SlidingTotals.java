package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Aggregates;
import io.github.flumeaggregation.core.aggregate.States;
import io.github.flumeaggregation.core.record.Record;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The merge of the slices in a window that moves forward, kept up to date slice by slice: a slice
 * costs what its own groups cost when it enters, once more when it leaves, and nothing in between.
 *
 * <p>States that can be subtracted are added on entering and subtracted on leaving. For the others
 * (min, max, ...) this is the two-stacks queue aggregation (Tangwongsan, Hirzel and Schneider,
 * "In-order sliding-window aggregation in worst-case constant time", and its "Two-Stacks Lite"),
 * sparse by group: the window is a front of older slices and a back of newer ones. For the back one
 * running merge is kept. When the front is used up, the older slices become the front: walking them
 * from the newest to the oldest, each slice notes for its own groups the merge of what comes after
 * it ({@link Member#rest}), which is what remains when it leaves. Every (group, slice) pair is
 * handled a constant number of times, so the cost of a line is amortised constant.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>subtractable states in {@link #totals} are the merge of all members;
 *   <li>the other states in {@link #totals} are the merge of the front, those in {@link #back} that
 *       of the members from {@link #frontEnd} on; what a window says is the merge of both;
 *   <li>a member of the front whose {@link Member#rest} is set can leave by one copy for each of
 *       its groups; a slice that gets a line is not in the front;
 *   <li>{@link #liveGroups} rows have lines. Others are left over from slices that have left: no
 *       answer may depend on them, since a restart does not bring them back.
 * </ol>
 *
 * <p>Memory: one row for each group of the window, and one more for each group and slice of the
 * front if there are states that cannot be subtracted. Rows without lines go when they are more
 * than half.
 *
 * <p>How many become the front is where we differ: all of them if slices get no lines once they are
 * in the window, else the older half. A line that comes for a slice in the window then costs the
 * same as any other while it is late by less than half the window; one that comes for a slice of
 * the front dissolves the front first, which costs what the groups of the window cost.
 */
final class SlidingTotals {
  /** Tables with fewer rows than this are not worth rebuilding. */
  private static final int SMALL = 1024;

  /** A member, and its place in a map. */
  private static final int MEMBER_BYTES = 96;

  /** A slice in the window. */
  private static final class Member {
    final TimeSlice slice;

    /**
     * Once the slice is in the front: for each of its rows, the merge of the same group in all
     * later slices of the front.
     */
    @Nullable States suffix;

    /**
     * For each of its groups, the row in {@link #totals}; null if rows have changed since, and of
     * another length if the slice has got groups since.
     */
    int @Nullable [] rows;

    Member(TimeSlice slice) {
      this.slice = slice;
    }

    /** About what it takes in memory, without the slice. */
    long bytesHeld() {
      return MEMBER_BYTES
          + (suffix == null ? 0 : suffix.bytesHeld())
          + (rows == null ? 0 : (long) rows.length * Integer.BYTES);
    }
  }

  private final Aggregates aggregates;
  private final boolean total;
  private final boolean slicesGrow;
  private final TreeMap<Long, Member> members = new TreeMap<>();

  /** Slices that start before it are the front. */
  private long frontEnd = Long.MIN_VALUE;

  /** Per group: subtractable states of the whole window, other states of the front. */
  private GroupTable totals;

  /** Other states of the back, in the rows of {@link #totals}. */
  private States back;

  private int liveGroups;

  private SlidingTotals(Aggregates aggregates, boolean total, boolean slicesGrow) {
    this.aggregates = aggregates;
    this.total = total;
    this.slicesGrow = slicesGrow;
    this.totals = newTotals();
    this.back = newBack();
  }

  /**
   * An empty window of slices that get no more lines once they are in it.
   *
   * @param total whether slices only enter, so that the window need not remember them
   */
  SlidingTotals(Aggregates aggregates, boolean total) {
    this(aggregates, total, false);
  }

  /** An empty window of slices that get lines, by {@link #add}, while they are in it. */
  static SlidingTotals ofGrowingSlices(Aggregates aggregates) {
    return new SlidingTotals(aggregates, false, true);
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
    return members.firstKey();
  }

  /** The oldest slice in the window, which must not be empty. */
  TimeSlice oldest() {
    return members.firstEntry().getValue().slice;
  }

  /** Whether a line for the slice that starts there costs the same as any other. */
  boolean takesCheaply(long start) {
    return members.isEmpty() || start >= frontEnd;
  }

  /** Whether all slices in the window start before {@code start}. */
  boolean isBefore(long start) {
    return members.isEmpty() || members.lastKey() < start;
  }

  /** The slice of the window that starts there, or null if there is none. */
  @Nullable
  TimeSlice slice(long start) {
    Member member = members.get(start);
    return member == null ? null : member.slice;
  }

  /** The slices of the window that start after {@code start}, the oldest first. */
  Iterable<TimeSlice> slicesAfter(long start) {
    return () -> members.tailMap(start, false).values().stream().map(m -> m.slice).iterator();
  }

  /** About what the totals take in memory, without the slices. */
  long bytesHeld() {
    long bytes = totals.bytesHeld() + back.bytesHeld();
    for (Member member : members.values()) {
      bytes += member.bytesHeld();
    }
    return bytes;
  }

  /** The keys of the groups; group i is in row i + 1. */
  GroupKeys keys() {
    return totals.keys();
  }

  /** The row of a group of another table, or -1 if there is none. */
  int find(GroupKeys source, int number) {
    return totals.find(source, number);
  }

  /** The row that the lines of a group are in, or -1 if there is none. */
  int find(GroupKey key) {
    return totals.find(key);
  }

  /** Number of rows that have lines, that of {@code (other)} included. */
  int liveGroups() {
    return liveGroups;
  }

  /** Number of lines of a row in the window; 0 if the group has left it. */
  long lines(int row) {
    return totals.states().lines(row);
  }

  /** The states, but those that cannot be subtracted are in parts: see {@link #mergeInto}. */
  States states() {
    return totals.states();
  }

  /** Adds the states of a row, for the whole window, to a row of {@code target}. */
  void mergeInto(States target, int targetRow, int row) {
    target.merge(targetRow, totals.states(), row);
    target.mergeMergeOnly(targetRow, back, row);
  }

  /** Adds all groups that have lines to a table. */
  void mergeInto(GroupTable target) {
    mergeInto(target.states(), GroupTable.OTHER, GroupTable.OTHER);
    for (int number = 0; number < totals.size(); number++) {
      if (lines(number + 1) > 0) {
        int targetRow = target.row(totals.keys(), number);
        mergeInto(target.states(), targetRow, number + 1);
      }
    }
  }

  /** Takes in a slice that is not in the window; later than all that are, unless slices grow. */
  void enter(TimeSlice slice) {
    dissolveFrontAt(slice);
    Member member = new Member(slice);
    if (!total) {
      members.put(slice.start, member);
    }
    States part = slice.groups.states();
    changeRows(
        member,
        (row, partRow) -> {
          totals.states().mergeInvertible(row, part, partRow);
          back.mergeMergeOnly(row, part, partRow);
        });
  }

  /** Adds a line to a slice in the window. */
  void add(TimeSlice slice, GroupKey key, Record record) {
    dissolveFrontAt(slice);
    slice.groups.add(key, record);
    int groupsBefore = totals.size();
    int row = totals.row(key);
    clearNewBack(groupsBefore);
    liveGroups += lines(row) == 0 ? 1 : 0;
    totals.states().addInvertible(record, row);
    back.addMergeOnly(record, row);
  }

  /** Changes the totals of each row of a slice, and keeps count of the rows that have lines. */
  private void changeRows(Member member, GroupTable.RowPairAction change) {
    totals.forEachRow(
        rows(member),
        (row, partRow) -> {
          liveGroups += lines(row) == 0 ? 1 : 0;
          change.accept(row, partRow);
          liveGroups -= lines(row) == 0 ? 1 : 0;
        });
  }

  /** For each group of a slice, its row in the totals. */
  private int[] rows(Member member) {
    GroupKeys keys = member.slice.groups.keys();
    int @Nullable [] known = member.rows;
    if (known != null && known.length == keys.size()) {
      return known;
    }
    int groupsBefore = totals.size();
    int[] rows = totals.rows(keys);
    clearNewBack(groupsBefore);
    member.rows = rows;
    return rows;
  }

  /** Makes the rows of the back that the totals have got. */
  private void clearNewBack(int groupsBefore) {
    for (int number = groupsBefore; number < totals.size(); number++) {
      back.clear(number + 1);
    }
  }

  /** Lets the oldest slice go. */
  void leave() {
    if (members.firstKey() >= frontEnd) {
      moveBackToFront();
    }
    Member member = members.pollFirstEntry().getValue();
    States part = member.slice.groups.states();
    @Nullable States suffix = member.suffix;
    changeRows(
        member,
        (row, partRow) -> {
          totals.states().subtractInvertible(row, part, partRow);
          if (suffix != null) {
            totals.states().copyMergeOnly(row, suffix, partRow);
          }
        });
    if (totals.size() > SMALL && totals.size() > 2 * liveGroups) {
      forgetGroupsThatLeft();
    }
  }

  private void moveBackToFront() {
    if (!back.hasMergeOnly()) {
      return;
    }
    long oldest = members.firstKey();
    long newest = members.lastKey();
    frontEnd = slicesGrow ? oldest + (newest - oldest) / 2 + 1 : newest + 1;
    NavigableMap<Long, Member> front = members.headMap(frontEnd, false);
    for (Member member : front.descendingMap().values()) {
      moveToFront(member);
    }
    for (int row = 0; row <= totals.size(); row++) {
      back.clear(row);
    }
    for (Member member : members.tailMap(frontEnd).values()) {
      mergeIntoBack(member);
    }
  }

  private void moveToFront(Member member) {
    States part = member.slice.groups.states();
    States suffix = aggregates.newStates();
    totals.forEachRow(
        rows(member),
        (row, partRow) -> {
          suffix.copyMergeOnly(partRow, totals.states(), row);
          totals.states().mergeMergeOnly(row, part, partRow);
        });
    member.suffix = suffix;
  }

  private void mergeIntoBack(Member member) {
    States part = member.slice.groups.states();
    totals.forEachRow(rows(member), (row, partRow) -> back.mergeMergeOnly(row, part, partRow));
  }

  /** If the slice belongs to the front: makes all of the window the back. */
  private void dissolveFrontAt(TimeSlice slice) {
    if (slice.start < frontEnd) {
      dissolveFront();
    }
  }

  private void dissolveFront() {
    for (int row = 0; row <= totals.size(); row++) {
      back.mergeMergeOnly(row, totals.states(), row);
      totals.states().clearMergeOnly(row);
    }
    for (Member member : members.headMap(frontEnd).values()) {
      member.suffix = null;
    }
    frontEnd = Long.MIN_VALUE;
  }

  /** Folds the groups that are not kept into {@code (other)}, in the slices as well. */
  void retain(GroupTable.KeyTest kept) {
    dissolveFront();
    for (Member member : members.values()) {
      member.slice.groups.retain(kept);
    }
    rebuild(kept);
    liveGroups = 0;
    for (int row = 0; row <= totals.size(); row++) {
      liveGroups += lines(row) > 0 ? 1 : 0;
    }
  }

  /** The totals as they are now, for {@link #mergeInto(GroupTable)} by another thread. */
  SlidingTotals frozen() {
    SlidingTotals frozen = new SlidingTotals(aggregates, true, false);
    frozen.totals = totals.view();
    frozen.back = back.view(totals.size() + 1);
    return frozen;
  }

  /** Rebuilds the tables without the groups that have no lines left: amortised constant. */
  private void forgetGroupsThatLeft() {
    rebuild((bytes, from) -> true);
  }

  /** Makes the tables anew: without groups that have no lines, those not kept in one row. */
  private void rebuild(GroupTable.KeyTest kept) {
    GroupTable oldTotals = totals;
    States oldBack = back;
    totals = newTotals();
    back = newBack();
    for (Member member : members.values()) {
      member.rows = null;
    }
    addRow(GroupTable.OTHER, oldTotals, oldBack, GroupTable.OTHER);
    GroupKeys keys = oldTotals.keys();
    for (int number = 0; number < keys.size(); number++) {
      if (oldTotals.states().lines(number + 1) > 0) {
        int groupsBefore = totals.size();
        boolean stays = kept.test(keys.bytes(), keys.from(number));
        int row = stays ? totals.row(keys, number) : GroupTable.OTHER;
        clearNewBack(groupsBefore);
        addRow(row, oldTotals, oldBack, number + 1);
      }
    }
  }

  private void addRow(int row, GroupTable oldTotals, States oldBack, int oldRow) {
    totals.states().merge(row, oldTotals.states(), oldRow);
    back.mergeMergeOnly(row, oldBack, oldRow);
  }
}
