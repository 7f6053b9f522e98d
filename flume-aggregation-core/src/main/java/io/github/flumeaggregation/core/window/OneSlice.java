package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.States;

/**
 * A window of one slice, which needs no merge: its groups are those of the slice. So closing it
 * costs next to nothing whatever their number; a row is copied when a late line changes it.
 */
final class OneSlice implements WindowMerge {
  private final TimeSlice slice;

  OneSlice(TimeSlice slice) {
    this.slice = slice;
  }

  @Override
  public GroupTable all() {
    return slice.groups.view();
  }

  @Override
  public GroupKeys keys() {
    return slice.groups.keys();
  }

  @Override
  public int find(GroupKeys source, int number) {
    return slice.groups.find(source, number);
  }

  @Override
  public long lines(int row) {
    return slice.groups.states().lines(row);
  }

  @Override
  public int liveGroups() {
    return slice.groups.size() + (lines(GroupTable.OTHER) > 0 ? 1 : 0);
  }

  @Override
  public void mergeInto(States target, int targetRow, int row) {
    target.merge(targetRow, slice.groups.states(), row);
  }

  @Override
  public @Nullable GroupKeys threshold() {
    return slice.groups.threshold();
  }

  @Override
  public long aggregatedLines() {
    return slice.aggregatedLines;
  }

  @Override
  public long filteredLines() {
    return slice.filteredLines;
  }
}
