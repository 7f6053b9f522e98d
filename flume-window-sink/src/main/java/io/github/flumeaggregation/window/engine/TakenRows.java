package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.window.row.OutboxRow;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/**
 * Results that have been taken, still in the runs of which they are: a row is made when it is asked
 * for, so those that nobody asks for cost nothing. Ask for each once.
 */
final class TakenRows extends AbstractList<OutboxRow> {
  private final List<List<OutboxRow>> runs = new ArrayList<>();

  /** How many rows are before a run. */
  private final List<Integer> before = new ArrayList<>();

  private int size;

  /** The run that was asked last; mostly the next row is in it as well. */
  private int last;

  void addRun(List<OutboxRow> run) {
    runs.add(run);
    before.add(size);
    size += run.size();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public OutboxRow get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(index + " of " + size);
    }
    while (before.get(last) > index) {
      last--;
    }
    while (before.get(last) + runs.get(last).size() <= index) {
      last++;
    }
    return runs.get(last).get(index - before.get(last));
  }
}
