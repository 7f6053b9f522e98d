package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import java.util.BitSet;
import java.util.List;

/**
 * Makes the result rows of one window from the merge of its slices.
 *
 * <p>A window is limited if not all of its groups have rows of their own: there are too many, or
 * only the top or those of which {@code having} holds are wanted. A change in a limited window may
 * move other groups in or out, so all its rows are emitted again, and a group that had one and no
 * longer has is emitted as retracted.
 */
final class WindowEmission {
  private final Aggregation aggregation;
  private final WindowMerge slices;
  private final long windowMillis;
  private GroupTable window;

  /** The numbers of the groups of which {@code having} does not hold. */
  private BitSet without = new BitSet();

  private BitSet uncertain = new BitSet();
  private @Nullable GroupKeys emitted;

  WindowEmission(Aggregation aggregation, WindowMerge slices, long windowMillis) {
    this.aggregation = aggregation;
    this.slices = slices;
    this.windowMillis = windowMillis;
    this.window = aggregation.newGroups();
  }

  /** The rows of the first emission, by group key, {@code (other)} last. */
  EmittedRows all() {
    takeAll();
    emitted = isLimited() ? withRows() : null;
    return rows(new GroupKeys());
  }

  /**
   * The rows of a later emission.
   *
   * @param changed the groups that changed since the last one
   * @param emittedBefore the groups that had rows in it; null if the window was not limited
   */
  EmittedRows changed(List<GroupKeys> changed, @Nullable GroupKeys emittedBefore) {
    if (emittedBefore == null && !isLimited()) {
      takeChanged(changed);
      return rows(new GroupKeys());
    }
    takeAll();
    GroupKeys now = withRows();
    emitted = isLimited() ? now : null;
    return rows(retracted(emittedBefore == null ? present() : emittedBefore, now));
  }

  /** The groups that have rows of their own. */
  private GroupKeys withRows() {
    if (without.isEmpty()) {
      return window.keys();
    }
    GroupKeys keys = new GroupKeys();
    for (int number = 0; number < window.size(); number++) {
      if (!without.get(number)) {
        keys.addIfNew(window.keys(), number);
      }
    }
    return keys;
  }

  /** The groups that have lines: the merge may know others too, of slices that have left. */
  private GroupKeys present() {
    GroupKeys present = new GroupKeys();
    for (int number = 0; number < slices.keys().size(); number++) {
      if (slices.lines(number + 1) > 0) {
        present.addIfNew(slices.keys(), number);
      }
    }
    return present;
  }

  private boolean isLimited() {
    return aggregation.choosesGroups()
        || slices.lines(GroupTable.OTHER) > 0
        || slices.liveGroups() > aggregation.maxGroups();
  }

  private void takeAll() {
    window = slices.all();
    GroupKeys threshold = slices.threshold();
    if (threshold != null) {
      window.fold(threshold);
    }
    uncertain = aggregation.limit(window, windowMillis);
    without = aggregation.withoutRow(window, windowMillis);
  }

  private void takeChanged(List<GroupKeys> changed) {
    for (GroupKeys keys : changed) {
      for (int i = 0; i < keys.size(); i++) {
        int row = slices.find(keys, i);
        if (row > 0 && window.find(keys, i) < 0) {
          take(row - 1);
        }
      }
    }
  }

  private void take(int number) {
    int row = number + 1;
    if (slices.lines(row) > 0) {
      int windowRow = window.row(slices.keys(), number);
      slices.mergeInto(window.states(), windowRow, row);
    }
  }

  private EmittedRows rows(GroupKeys retracted) {
    return new EmittedRows(aggregation, window, without, uncertain, windowMillis, retracted);
  }

  private static GroupKeys retracted(GroupKeys emittedBefore, GroupKeys now) {
    GroupKeys retracted = new GroupKeys();
    for (int number = 0; number < emittedBefore.size(); number++) {
      if (now.find(emittedBefore, number) < 0) {
        retracted.addIfNew(emittedBefore, number);
      }
    }
    return retracted;
  }

  /** Of the window's lines, those in {@code (other)}. */
  long otherLines() {
    return window.states().lines(GroupTable.OTHER);
  }

  /** Whether no group that was folded for want of room could take a row's place in the top. */
  boolean isCertain() {
    return uncertain.isEmpty();
  }

  /** The groups that have rows of their own; null if that is all of them. */
  @Nullable
  GroupKeys emittedGroups() {
    return emitted;
  }
}
