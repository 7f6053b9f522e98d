package io.github.flumeaggregation.core.aggregate;

import java.util.Arrays;

/** The states of many groups side by side in one array; made by {@link Layout#newCells}. */
public final class Cells {
  private static final int INITIAL_ROWS = 8;

  private final int width;
  private long[] longs;

  Cells(int width) {
    this.width = width;
    this.longs = new long[width * INITIAL_ROWS];
  }

  /** Makes room for {@code row}, whose content is then undefined. */
  void ensureRow(int row) {
    int needed = Math.multiplyExact(row + 1, width);
    if (needed > longs.length) {
      longs = Arrays.copyOf(longs, Math.max(needed, longs.length + (longs.length >> 1)));
    }
  }

  /** Points {@code cell} at the state that begins at long {@code offset} of {@code row}. */
  void locate(int row, int offset, Cell cell) {
    cell.longs = longs;
    cell.at = row * width + offset;
  }

  /** Copies {@code row} of {@code source}, which has the same layout, over {@code row}. */
  void copyRow(int row, Cells source, int sourceRow) {
    ensureRow(row);
    System.arraycopy(source.longs, sourceRow * width, longs, row * width, width);
  }
}
