package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.Record;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A sequence of accumulators, and where in a row of {@link Cells} each of them lies. Moves two
 * cursors of its own, so it belongs to one thread at a time.
 */
final class Layout {
  private final Accumulator[] accumulators;
  private final int[] offsets;
  private final int[] objectOffsets;

  /** The accumulators whose states have objects, which take memory of their own. */
  private final int[] withObjects;

  private final int width;
  private final int objectWidth;
  private final Cell cell = new Cell();
  private final Cell part = new Cell();

  Layout(List<Accumulator> accumulators) {
    this.accumulators = accumulators.toArray(new Accumulator[0]);
    this.offsets = new int[this.accumulators.length];
    this.objectOffsets = new int[this.accumulators.length];
    int next = 0;
    int nextObject = 0;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = next;
      objectOffsets[i] = nextObject;
      next += this.accumulators[i].longs();
      nextObject += this.accumulators[i].objects();
    }
    this.width = next;
    this.objectWidth = nextObject;
    this.withObjects =
        IntStream.range(0, offsets.length)
            .filter(i -> this.accumulators[i].objects() > 0)
            .toArray();
  }

  private Layout(Layout same) {
    accumulators = same.accumulators;
    offsets = same.offsets;
    objectOffsets = same.objectOffsets;
    withObjects = same.withObjects;
    width = same.width;
    objectWidth = same.objectWidth;
  }

  /** A layout of the same accumulators with cursors of its own. */
  Layout copy() {
    return new Layout(this);
  }

  /** Points {@link #cell} at a row that is to be changed. */
  private void locateToChange(Cells cells, int row) {
    if (cells.isLent(row)) {
      takeBack(cells, row);
    }
    cells.locate(row, cell);
  }

  /** Gives a row that was lent objects of its own. */
  private void takeBack(Cells cells, int row) {
    cells.takeBack(row);
    if (objectWidth > 0) {
      cells.locate(row, cell);
      cells.objectBytes -= objectBytes(cell);
      Cells lent = newCells();
      cells.moveToFirst(row, lent);
      clear(cells, row);
      merge(cells, row, lent, 0);
    }
  }

  /** Whether no accumulator is in it. */
  boolean isEmpty() {
    return accumulators.length == 0;
  }

  /** About what the objects of the row take in memory that a cell is in. */
  private long objectBytes(Cell row) {
    long bytes = 0;
    for (int i : withObjects) {
      select(i, row);
      bytes += accumulators[i].objectBytes(row);
    }
    return bytes;
  }

  /** Storage for rows of this layout. */
  Cells newCells() {
    return new Cells(width, objectWidth);
  }

  /** Makes {@code row} the state of no lines; makes room for it if there is none. */
  void clear(Cells cells, int row) {
    cells.ensureRow(row);
    locateToChange(cells, row);
    long before = objectBytes(cell);
    for (int i = 0; i < accumulators.length; i++) {
      select(i, cell);
      accumulators[i].clear(cell);
    }
    cells.objectBytes += objectBytes(cell) - before;
  }

  /** Adds a line to {@code row}. */
  void add(Record record, Cells cells, int row) {
    locateToChange(cells, row);
    long before = objectBytes(cell);
    for (int i = 0; i < accumulators.length; i++) {
      select(i, cell);
      accumulators[i].add(record, cell);
    }
    cells.objectBytes += objectBytes(cell) - before;
  }

  /** Adds row {@code partRow} of {@code parts}, of the same layout, to {@code row}. */
  void merge(Cells cells, int row, Cells parts, int partRow) {
    locateToChange(cells, row);
    parts.locate(partRow, part);
    long before = objectBytes(cell);
    for (int i = 0; i < accumulators.length; i++) {
      select(i, cell);
      select(i, part);
      accumulators[i].merge(cell, part);
    }
    cells.objectBytes += objectBytes(cell) - before;
  }

  /**
   * As {@link #merge}, for parts of another layout.
   *
   * @param numbers for each accumulator its number in the other layout; less than 0 if it has none
   */
  void mergeSome(Cells cells, int row, Layout other, Cells parts, int partRow, int[] numbers) {
    locateToChange(cells, row);
    long before = objectBytes(cell);
    for (int i = 0; i < accumulators.length; i++) {
      if (numbers[i] >= 0) {
        locate(cells, row, i, cell);
        other.locate(parts, partRow, numbers[i], part);
        accumulators[i].merge(cell, part);
      }
    }
    cells.objectBytes += objectBytes(cell) - before;
  }

  /** Takes row {@code partRow} of {@code parts}, merged before, away from {@code row}. */
  void subtract(Cells cells, int row, Cells parts, int partRow) {
    locateToChange(cells, row);
    parts.locate(partRow, part);
    long before = objectBytes(cell);
    for (int i = 0; i < accumulators.length; i++) {
      select(i, cell);
      select(i, part);
      accumulators[i].subtract(cell, part);
    }
    cells.objectBytes += objectBytes(cell) - before;
  }

  /** Writes {@code row} down. */
  void encode(Cells cells, int row, ByteWriter out) {
    cells.locate(row, cell);
    for (int i = 0; i < accumulators.length; i++) {
      select(i, cell);
      accumulators[i].encode(cell, out);
    }
  }

  /** Makes {@code row}, which must have been cleared, what {@link #encode} wrote. */
  void decode(ByteReader in, Cells cells, int row) {
    locateToChange(cells, row);
    long before = objectBytes(cell);
    for (int i = 0; i < accumulators.length; i++) {
      select(i, cell);
      accumulators[i].decode(in, cell);
    }
    cells.objectBytes += objectBytes(cell) - before;
  }

  private void select(int index, Cell target) {
    target.select(offsets[index], objectOffsets[index]);
  }

  /** Points {@code target} at the state of accumulator {@code index} in {@code row}. */
  void locate(Cells cells, int row, int index, Cell target) {
    cells.locate(row, target);
    select(index, target);
  }
}
