package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.aggregate.CarriedStates;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;

/** What one slice of time holds: the groups of its lines, and how many lines were filtered out. */
final class TimeSlice {
  /** A slice, its table, and its place in a map. */
  private static final int BYTES = 160;

  final long start;

  /** End of the earliest window that contains the slice. */
  final long firstEnd;

  final GroupTable groups;
  long aggregatedLines;
  long filteredLines;

  /** What {@link SliceLog} last counted that it takes in memory. */
  long countedBytes;

  /** How many groups of the slice are not in this part of it; 0 if this is all. */
  private int groupsLeftOut;

  void encode(ByteWriter out) {
    out.writeSigned(start).writeUnsigned(aggregatedLines).writeUnsigned(filteredLines);
    groups.encode(out);
  }

  /** Makes this slice, which must be empty, what {@link #encode} wrote after the start. */
  void decode(ByteReader in) {
    aggregatedLines = in.readUnsigned();
    filteredLines = in.readUnsigned();
    groups.decode(in);
  }

  /** Makes this slice, which must be empty, what one of other columns amounts to. */
  void carry(TimeSlice before, CarriedStates carried) {
    aggregatedLines = before.aggregatedLines;
    filteredLines = before.filteredLines;
    groups.carry(before.groups, carried);
  }

  /** Adds the lines of another slice of the same time. */
  void merge(TimeSlice part) {
    aggregatedLines += part.aggregatedLines;
    filteredLines += part.filteredLines;
    groups.merge(part.groups);
  }

  /**
   * The part of it that is of some groups, and of those that were folded, with the lines of all.
   *
   * @param part empty, gets the groups
   */
  TimeSlice only(GroupKeys some, GroupTable part) {
    TimeSlice only = new TimeSlice(start, firstEnd, part);
    only.aggregatedLines = aggregatedLines;
    only.filteredLines = filteredLines;
    part.states().merge(GroupTable.OTHER, groups.states(), GroupTable.OTHER);
    for (int i = 0; i < some.size(); i++) {
      int number = groups.keys().find(some, i);
      if (number >= 0) {
        part.states().merge(part.row(groups.keys(), number), groups.states(), number + 1);
      }
    }
    only.groupsLeftOut = groups.size() - part.size();
    return only;
  }

  /** How many groups the slice has, those that are not in this part of it included. */
  int allGroups() {
    return groups.size() + groupsLeftOut;
  }

  /** About what it takes in memory. */
  long bytesHeld() {
    return BYTES + groups.bytesHeld();
  }

  TimeSlice(long start, long firstEnd, GroupTable groups) {
    this.start = start;
    this.firstEnd = firstEnd;
    this.groups = groups;
  }
}
