package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.aggregate.Aggregates;
import io.github.flumeaggregation.core.aggregate.States;
import java.util.Arrays;
import java.util.List;

/** States of which rows are taken and given back; what is given back is used again. */
final class SessionStates {
  /** Fewer free rows are not worth the copying of the others. */
  private static final int FEW = 1_000;

  private final Aggregates aggregates;
  private States states;

  /** How many rows there are, and which of them are free. */
  private int rows;

  private int[] free = new int[16];
  private int freeCount;

  SessionStates(Aggregates aggregates) {
    this.aggregates = aggregates;
    this.states = aggregates.newStates();
  }

  States all() {
    return states;
  }

  /** A row of no lines. */
  int take() {
    int row = freeCount > 0 ? free[--freeCount] : rows++;
    states.clear(row);
    return row;
  }

  void giveBack(int row) {
    if (freeCount == free.length) {
      free = Arrays.copyOf(free, freeCount * 2);
    }
    free[freeCount++] = row;
  }

  /** Whether so many rows are free that {@link #shrink} is worth it. */
  boolean isTooLarge() {
    return freeCount > FEW && freeCount > rows / 4;
  }

  /** Gives memory back: copies the rows of all parts, which are those in use. */
  void shrink(List<SessionPart> parts) {
    States old = states;
    states = aggregates.newStates();
    rows = 0;
    free = new int[16];
    freeCount = 0;
    for (SessionPart part : parts) {
      int row = take();
      states.merge(row, old, part.row);
      part.row = row;
    }
  }

  long bytesHeld() {
    return states.bytesHeld() + (long) free.length * Integer.BYTES;
  }
}
