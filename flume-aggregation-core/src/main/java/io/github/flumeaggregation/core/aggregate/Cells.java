package io.github.flumeaggregation.core.aggregate;

import java.util.Arrays;

/**
 * The states of many groups side by side in arrays; made by {@link Layout#newCells}. The first
 * array grows from a few rows to a page, then there are more pages: so many rows are not copied to
 * make room for one more, and there is room for less than a page more than there are.
 */
final class Cells {
  private static final int INITIAL_ROWS = 2;
  private static final int PAGE_SHIFT = 8;
  private static final int PAGE_ROWS = 1 << PAGE_SHIFT;
  private static final int LONGS_PER_CACHE_LINE = 8;

  private final int width;
  private final int objectWidth;
  private long[][] longs;
  private Object[][] objects;

  /** Which rows another thread reads, and which pages still are the same as its. */
  private boolean[] lentRows = {};

  private boolean[] lentPages = {};

  /** How many rows there is room for. */
  private int rows = INITIAL_ROWS;

  /** About what all objects take in memory; {@link Layout}, which changes them, keeps count. */
  long objectBytes;

  Cells(int width, int objectWidth) {
    this.width = width;
    this.objectWidth = objectWidth;
    this.longs = new long[][] {new long[width * INITIAL_ROWS]};
    this.objects = new Object[][] {new Object[objectWidth * INITIAL_ROWS]};
  }

  /** What each row takes in memory, without its objects. */
  int bytesPerRow() {
    return (width + objectWidth) * Long.BYTES;
  }

  /** About what they take in memory. */
  long bytesHeld() {
    return (long) rows * bytesPerRow() + objectBytes;
  }

  /**
   * The first rows as they are now, for another thread to read. Nothing is copied: they are lent,
   * and whoever changes one here has to take it back first.
   */
  Cells lend(int firstRows) {
    Cells copy = new Cells(width, objectWidth);
    copy.longs = longs.clone();
    copy.objects = objects.clone();
    copy.rows = rows;
    copy.objectBytes = objectBytes;
    lentRows = new boolean[firstRows];
    lentPages = new boolean[longs.length];
    Arrays.fill(lentRows, true);
    Arrays.fill(lentPages, true);
    return copy;
  }

  /** Whether a row must be taken back before it is changed. */
  boolean isLent(int row) {
    return row < lentRows.length && lentRows[row];
  }

  /** Makes the row one of these cells alone; its objects are still those that were lent. */
  void takeBack(int row) {
    lentRows[row] = false;
    int page = row >> PAGE_SHIFT;
    if (lentPages[page]) {
      lentPages[page] = false;
      longs[page] = longs[page].clone();
      objects[page] = objects[page].clone();
    }
  }

  /** Moves the content of a row to the first row of other cells of this form. */
  void moveToFirst(int row, Cells target) {
    int page = row >> PAGE_SHIFT;
    int inPage = row & (PAGE_ROWS - 1);
    int at = inPage * objectWidth;
    System.arraycopy(longs[page], inPage * width, target.longs[0], 0, width);
    System.arraycopy(objects[page], at, target.objects[0], 0, objectWidth);
    Arrays.fill(objects[page], at, at + objectWidth, null);
  }

  /** Makes room for {@code row}, whose content is then undefined. */
  void ensureRow(int row) {
    while (row >= rows) {
      if (rows < PAGE_ROWS) {
        rows *= 2;
        longs[0] = Arrays.copyOf(longs[0], width * rows);
        objects[0] = Arrays.copyOf(objects[0], objectWidth * rows);
      } else {
        addPage();
      }
    }
  }

  private void addPage() {
    int page = rows >> PAGE_SHIFT;
    if (page == longs.length) {
      longs = Arrays.copyOf(longs, page * 2);
      objects = Arrays.copyOf(objects, page * 2);
    }
    longs[page] = new long[width * PAGE_ROWS];
    objects[page] = new Object[objectWidth * PAGE_ROWS];
    rows += PAGE_ROWS;
  }

  /** A sum of something of each cache line of some rows, which have to be loaded for it. */
  long sum(int[] someRows, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      long[] page = longs[someRows[i] >> PAGE_SHIFT];
      int at = (someRows[i] & (PAGE_ROWS - 1)) * width;
      for (int offset = 0; offset < width; offset += LONGS_PER_CACHE_LINE) {
        sum += page[at + offset];
      }
    }
    return sum;
  }

  /** Points {@code cell} at the beginning of a row. */
  void locate(int row, Cell cell) {
    int page = row >> PAGE_SHIFT;
    int inPage = row & (PAGE_ROWS - 1);
    cell.locate(longs[page], inPage * width, objects[page], inPage * objectWidth);
  }
}
