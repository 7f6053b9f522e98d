package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;

/**
 * The merge of the slices of a window that late lines have changed, to move on to the next changed
 * one from. It is apart from that of the windows that close, which would be made anew for it.
 *
 * <p>Mostly only rows of few groups are asked for. So of slices with many others only the groups
 * are merged that have changed in any of the windows; where which rows there are depends on all
 * groups, all are.
 */
final class RevisedWindow {
  private final Aggregation aggregation;
  private final Windows windows;
  private final DirtyGroups dirty;
  private final CurrentWindow all;
  private final CurrentWindow changed;

  /** The groups that are merged; null until it is known which have changed. */
  private @Nullable GroupKeys wanted;

  /** Whether in all windows so far, since changes came, the changed groups were enough. */
  private boolean changedAreEnough = true;

  RevisedWindow(Aggregation aggregation, Windows windows, SliceLog slices, DirtyGroups dirty) {
    this.aggregation = aggregation;
    this.windows = windows;
    this.dirty = dirty;
    all = new CurrentWindow(aggregation, windows.isTotal(), slices);
    changed = new CurrentWindow(aggregation, windows.isTotal(), slices, this::ofWanted);
  }

  /** Moves on to the window {@code [start, end)}, which was emitted as {@code books} say. */
  WindowMerge moveTo(long start, long end, WindowBooks books) {
    if (changedAreEnough && isOfGroupsAlone(books)) {
      WindowMerge merge = changed.moveTo(start, end);
      changedAreEnough =
          merge.lines(GroupTable.OTHER) == 0 && changed.mostGroups() <= aggregation.maxGroups();
      if (changedAreEnough) {
        return merge;
      }
      changed.restart();
    }
    return all.moveTo(start, end);
  }

  private boolean isOfGroupsAlone(WindowBooks books) {
    return !windows.isTotal()
        && !aggregation.choosesGroups()
        && books.revision() > 0
        && books.emittedGroups() == null;
  }

  private TimeSlice ofWanted(TimeSlice slice) {
    GroupKeys groups = wanted;
    if (groups == null) {
      groups = dirty.all();
      wanted = groups;
    }
    return slice.groups.size() > 2 * groups.size()
        ? slice.only(groups, aggregation.newGroups())
        : slice;
  }

  /** Slices up to the one that starts there have been folded. */
  void folded(long sliceStart) {
    all.folded(sliceStart);
  }

  /** Begins anew: slices or changed groups are others. */
  void restart() {
    wanted = null;
    changedAreEnough = true;
    all.restart();
    changed.restart();
  }

  /** About what the merges take in memory. */
  long bytesHeld() {
    return all.bytesHeld() + changed.bytesHeld();
  }
}
