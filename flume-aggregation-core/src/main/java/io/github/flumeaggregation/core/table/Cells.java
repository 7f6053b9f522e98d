package io.github.flumeaggregation.core.table;

import io.github.flumeaggregation.core.record.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The values of a table one after the other, row by row, in one array. Takes the bytes of the
 * values, 4 bytes for each value, and 4 for each row.
 */
final class Cells {
  private byte[] bytes;
  private int length;

  /** Where each value ends. */
  private int[] ends = new int[64];

  private int count;

  /** In which line of the file each row begins. */
  private int[] lines = new int[16];

  private int rows;

  /** As many values as the first row has. */
  private int columns;

  /**
   * @param mostBytes how many bytes there may be in all
   */
  Cells(int mostBytes) {
    this.bytes = new byte[mostBytes];
  }

  void addByte(byte b) {
    bytes[length++] = b;
  }

  /** Takes away blanks at the end of the value that is being added. */
  void trimEnd() {
    int from = count == 0 ? 0 : ends[count - 1];
    while (length > from && bytes[length - 1] == ' ') {
      length--;
    }
  }

  void endValue() {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
    }
    ends[count++] = length;
  }

  /** Ends the row that began in {@code line}; answers how many values it has. */
  int endRow(int line) {
    if (rows == lines.length) {
      lines = Arrays.copyOf(lines, rows * 2);
    }
    int before = rows * columns;
    lines[rows++] = line;
    if (rows == 1) {
      columns = count;
    }
    return count - before;
  }

  /** Gives back what is not needed. */
  void trim() {
    bytes = Arrays.copyOf(bytes, length);
    ends = Arrays.copyOf(ends, count);
    lines = Arrays.copyOf(lines, rows);
  }

  int columns() {
    return columns;
  }

  /** How many rows there are, the head included. */
  int rows() {
    return rows;
  }

  int line(int row) {
    return lines[row];
  }

  /** Points a slice at a value. */
  void get(int row, int column, Slice into) {
    int index = row * columns + column;
    into.set(bytes, index == 0 ? 0 : ends[index - 1], ends[index]);
  }

  String text(int row, int column) {
    Slice slice = new Slice();
    get(row, column, slice);
    return new String(slice.array(), slice.from(), slice.length(), StandardCharsets.UTF_8);
  }
}
