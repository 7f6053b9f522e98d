package io.github.flumeaggregation.core.table;

/**
 * Reads values with commas between them, as RFC 4180 has them: a value with a comma, a quote or a
 * line end in it stands in quotes, and a quote within is written twice. Blanks around a value
 * without quotes are none of it, and empty lines are passed over. A fault is an {@link
 * IllegalArgumentException} that names the line.
 */
final class Csv {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final byte[] bytes;
  private final int length;
  private final int mostRows;
  private final Cells cells;
  private int at;
  private int line = 1;

  private Csv(byte[] bytes, int length, int mostRows) {
    this.bytes = bytes;
    this.length = length;
    this.mostRows = mostRows;
    this.cells = new Cells(length);
  }

  /**
   * The values in the first bytes; the first row is the head.
   *
   * @param mostRows how many rows there may be besides
   */
  static Cells read(byte[] bytes, int length, int mostRows) {
    Csv csv = new Csv(bytes, length, mostRows);
    csv.readAll();
    csv.cells.trim();
    return csv.cells;
  }

  private void readAll() {
    skipByteOrderMark();
    while (at < length) {
      if (isLineEnd()) {
        skipLineEnd();
      } else {
        readRow();
      }
    }
  }

  private void skipByteOrderMark() {
    int mark = 0;
    while (mark < BYTE_ORDER_MARK.length && mark < length && bytes[mark] == BYTE_ORDER_MARK[mark]) {
      mark++;
    }
    at = mark == BYTE_ORDER_MARK.length ? mark : 0;
  }

  private void readRow() {
    int start = line;
    if (cells.rows() > mostRows) {
      throw fault(start, "more rows than the " + mostRows + " that are allowed");
    }
    cells.beginRow(start);
    readValue();
    while (at < length && bytes[at] == ',') {
      at++;
      readValue();
    }
    int values = cells.endRow();
    if (values != cells.columns()) {
      throw fault(start, values + " values, and the head has " + cells.columns());
    }
    if (at < length) {
      skipLineEnd();
    }
  }

  private void readValue() {
    cells.beginValue();
    while (at < length && bytes[at] == ' ') {
      at++;
    }
    if (at < length && bytes[at] == '"') {
      readQuoted();
    } else {
      while (at < length && bytes[at] != ',' && !isLineEnd()) {
        if (bytes[at] == '"') {
          throw fault(line, "a quote inside a value; put all of it in quotes, and write \"\"");
        }
        cells.addByte(bytes[at++]);
      }
      cells.trimEnd();
    }
    if (!cells.endValue()) {
      throw fault(line, "a value of more than " + Cells.MOST_BYTES + " bytes");
    }
  }

  private void readQuoted() {
    int start = line;
    at++;
    while (at < length && (bytes[at] != '"' || (at + 1 < length && bytes[at + 1] == '"'))) {
      line += bytes[at] == '\n' ? 1 : 0;
      at += bytes[at] == '"' ? 1 : 0;
      cells.addByte(bytes[at++]);
    }
    if (at == length) {
      throw fault(start, "the closing quote is missing");
    }
    at++;
    while (at < length && bytes[at] == ' ') {
      at++;
    }
    if (at < length && bytes[at] != ',' && !isLineEnd()) {
      throw fault(line, "text behind a closing quote; a quote inside a value is written \"\"");
    }
  }

  private boolean isLineEnd() {
    return bytes[at] == '\n' || (bytes[at] == '\r' && (at + 1 == length || bytes[at + 1] == '\n'));
  }

  private void skipLineEnd() {
    at += bytes[at] == '\r' ? 1 : 0;
    at += at < length ? 1 : 0;
    line++;
  }

  static IllegalArgumentException fault(int line, String what) {
    return new IllegalArgumentException("line " + line + ": " + what);
  }
}
