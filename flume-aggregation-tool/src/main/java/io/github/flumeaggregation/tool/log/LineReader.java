package io.github.flumeaggregation.tool.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads the lines of a log, plain or compressed by gzip, one after the other. What follows the last
 * end of a line is a line too. Memory: that of the longest line.
 */
public final class LineReader implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int filled;
  private byte[] line = new byte[1024];
  private int length;

  /** Of the first byte of the line, and of the first one after it and its end. */
  private long offset;

  private long endOffset;

  /**
   * Opens a log.
   *
   * @throws LogException if it cannot be read
   */
  public LineReader(Path path) {
    this.path = path;
    this.in = LogInput.open(path);
  }

  /**
   * Reads the next line, which {@link #bytes()} and {@link #length()} then give; false at the end.
   *
   * @throws LogException if the file cannot be read further
   */
  public boolean next() {
    length = 0;
    offset = endOffset;
    try {
      while (at < filled || fill()) {
        int end = at;
        while (end < filled && buffer[end] != '\n') {
          end++;
        }
        append(end);
        endOffset += end - at;
        if (end < filled) {
          at = end + 1;
          endOffset++;
          return true;
        }
        at = end;
      }
    } catch (IOException e) {
      throw LogInput.cannotRead(path, e);
    }
    return length > 0;
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = Math.max(0, in.read(buffer));
    return filled > 0;
  }

  private void append(int end) {
    int more = end - at;
    if (line.length - length < more) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, length + more));
    }
    System.arraycopy(buffer, at, line, length, more);
    length += more;
  }

  /** The bytes of the line from index 0 on; valid until the next one is read. */
  public byte[] bytes() {
    return line;
  }

  /** How many bytes the line has, without its end: LF, or CR and LF. */
  public int length() {
    return length > 0 && line[length - 1] == '\r' ? length - 1 : length;
  }

  /** Where the line begins in the (decompressed) log. */
  public long offset() {
    return offset;
  }

  /** Where what follows it begins there. */
  public long endOffset() {
    return endOffset;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw LogInput.cannotRead(path, e);
    }
  }
}
