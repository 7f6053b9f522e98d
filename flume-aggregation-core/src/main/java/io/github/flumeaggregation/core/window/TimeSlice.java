package io.github.flumeaggregation.core.window;

/** What one slice of time holds: the groups of its lines, and how many lines were filtered out. */
final class TimeSlice {
  final long start;

  /** End of the earliest window that contains the slice. */
  final long firstEnd;

  final GroupTable groups;
  long aggregatedLines;
  long filteredLines;

  TimeSlice(long start, long firstEnd, GroupTable groups) {
    this.start = start;
    this.firstEnd = firstEnd;
    this.groups = groups;
  }
}
