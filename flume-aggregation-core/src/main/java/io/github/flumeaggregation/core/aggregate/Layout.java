package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.record.Record;
import java.util.List;

/**
 * A sequence of accumulators, and where in a row of {@link Cells} each of them lies. Moves two
 * cursors of its own, so it belongs to one thread at a time.
 */
public final class Layout {
  private final Accumulator[] accumulators;
  private final int[] offsets;
  private final int width;
  private final Cell cell = new Cell();
  private final Cell part = new Cell();

  Layout(List<Accumulator> accumulators) {
    this.accumulators = accumulators.toArray(new Accumulator[0]);
    this.offsets = new int[this.accumulators.length];
    int next = 0;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = next;
      next += this.accumulators[i].longs();
    }
    this.width = next;
  }

  /** Whether no accumulator is in it. */
  public boolean isEmpty() {
    return accumulators.length == 0;
  }

  /** Storage for rows of this layout. */
  public Cells newCells() {
    return new Cells(width);
  }

  /** Makes {@code row} the state of no lines; makes room for it if there is none. */
  public void clear(Cells cells, int row) {
    cells.ensureRow(row);
    for (int i = 0; i < accumulators.length; i++) {
      cells.locate(row, offsets[i], cell);
      accumulators[i].clear(cell);
    }
  }

  /** Adds a line to {@code row}. */
  public void add(Record record, Cells cells, int row) {
    for (int i = 0; i < accumulators.length; i++) {
      cells.locate(row, offsets[i], cell);
      accumulators[i].add(record, cell);
    }
  }

  /** Adds row {@code partRow} of {@code parts}, of the same layout, to {@code row}. */
  public void merge(Cells cells, int row, Cells parts, int partRow) {
    for (int i = 0; i < accumulators.length; i++) {
      cells.locate(row, offsets[i], cell);
      parts.locate(partRow, offsets[i], part);
      accumulators[i].merge(cell, part);
    }
  }

  /** Takes row {@code partRow} of {@code parts}, merged before, away from {@code row}. */
  public void subtract(Cells cells, int row, Cells parts, int partRow) {
    for (int i = 0; i < accumulators.length; i++) {
      cells.locate(row, offsets[i], cell);
      parts.locate(partRow, offsets[i], part);
      accumulators[i].subtract(cell, part);
    }
  }

  /** Points {@code target} at the state of accumulator {@code index} in {@code row}. */
  void locate(Cells cells, int row, int index, Cell target) {
    cells.locate(row, offsets[index], target);
  }
}
