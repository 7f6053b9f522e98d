package io.github.flumeaggregation.core.table;

import io.github.flumeaggregation.core.record.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The values of a table one after the other, row by row, in one array: two bytes with the length of
 * a value, then the value. A row is known by the place where it begins, so that its key and its
 * values are found together, mostly with one wait for memory.
 */
final class Cells {
  /** The longest value, in bytes. */
  static final int MOST_BYTES = 0xffff;

  private static final int PREFIX_BYTES = 2;

  private byte[] bytes;
  private int length;

  /** Where the value that is being added begins. */
  private int valueFrom;

  private int columns;
  private int values;

  /** Where each row begins, and in which line of the file. */
  private int[] places = new int[16];

  private int[] lines = new int[16];
  private int rows;

  /**
   * @param usualBytes how many bytes there are about
   */
  Cells(int usualBytes) {
    this.bytes = new byte[usualBytes + PREFIX_BYTES];
  }

  void beginRow(int line) {
    if (rows == places.length) {
      places = Arrays.copyOf(places, rows * 2);
      lines = Arrays.copyOf(lines, rows * 2);
    }
    places[rows] = length;
    lines[rows++] = line;
    values = 0;
  }

  /** Ends a row; answers how many values it has. */
  int endRow() {
    if (rows == 1) {
      columns = values;
    }
    return values;
  }

  void beginValue() {
    addByte((byte) 0);
    addByte((byte) 0);
    valueFrom = length;
  }

  void addByte(byte b) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, length + length / 2 + 1);
    }
    bytes[length++] = b;
  }

  /** Takes away blanks at the end of the value that is being added. */
  void trimEnd() {
    while (length > valueFrom && bytes[length - 1] == ' ') {
      length--;
    }
  }

  /** Ends a value; answers whether it is not too long. */
  boolean endValue() {
    int size = length - valueFrom;
    bytes[valueFrom - 2] = (byte) (size >> 8);
    bytes[valueFrom - 1] = (byte) size;
    values++;
    return size <= MOST_BYTES;
  }

  /** Gives back what is not needed. */
  void trim() {
    bytes = Arrays.copyOf(bytes, length);
  }

  /** Gives back what {@link #place} and {@link #line} need. */
  void forgetLines() {
    places = new int[0];
    lines = new int[0];
  }

  /** As many values as the first row has. */
  int columns() {
    return columns;
  }

  /** How many rows there are, the head included. */
  int rows() {
    return rows;
  }

  /** The place of a row, by its number; that of the head is 0. */
  int place(int row) {
    return places[row];
  }

  /** In which line of the file the row at a place begins. */
  int line(int place) {
    return lines[Arrays.binarySearch(places, 0, rows, place)];
  }

  /** Points a slice at a value of the row at a place. */
  void get(int place, int column, Slice into) {
    int at = place;
    for (int i = 0; i < column; i++) {
      at += PREFIX_BYTES + size(at);
    }
    int from = at + PREFIX_BYTES;
    into.set(bytes, from, from + size(at));
  }

  private int size(int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  String text(int place, int column) {
    Slice slice = new Slice();
    get(place, column, slice);
    return new String(slice.array(), slice.from(), slice.length(), StandardCharsets.UTF_8);
  }
}
