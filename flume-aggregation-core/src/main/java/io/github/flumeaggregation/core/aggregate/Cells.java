package io.github.flumeaggregation.core.aggregate;

import java.util.Arrays;

/** The states of many groups side by side in one array; made by {@link Layout#newCells}. */
final class Cells {
  private static final int INITIAL_ROWS = 8;

  private final int width;
  private final int objectWidth;
  private long[] longs;
  private Object[] objects;

  Cells(int width, int objectWidth) {
    this.width = width;
    this.objectWidth = objectWidth;
    this.longs = new long[width * INITIAL_ROWS];
    this.objects = new Object[objectWidth * INITIAL_ROWS];
  }

  /** Makes room for {@code row}, whose content is then undefined. */
  void ensureRow(int row) {
    int needed = Math.multiplyExact(row + 1, width);
    if (needed > longs.length) {
      longs = Arrays.copyOf(longs, grown(needed, longs.length));
    }
    int neededObjects = Math.multiplyExact(row + 1, objectWidth);
    if (neededObjects > objects.length) {
      objects = Arrays.copyOf(objects, grown(neededObjects, objects.length));
    }
  }

  private static int grown(int needed, int length) {
    return Math.max(needed, length + (length >> 1));
  }

  /** Points {@code cell} at the state at long {@code offset} and {@code objectOffset} of a row. */
  void locate(int row, int offset, int objectOffset, Cell cell) {
    if (cell.longs != longs) {
      // Mostly it is the same; storing a reference costs a collector's barrier.
      cell.longs = longs;
    }
    cell.at = row * width + offset;
    cell.locateObject(objects, row * objectWidth + objectOffset);
  }
}
