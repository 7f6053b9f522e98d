package io.github.flumeaggregation.tool.log;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Words;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads a log in blocks of whole lines. What follows the last end of a line is a line too. Of a
 * line longer than a block the first bytes are taken, as a tail source does by default. Memory: two
 * blocks.
 */
public final class BlockReader implements Closeable {
  private static final int BLOCK_BYTES = 1 << 20;

  private final Path path;
  private final InputStream in;
  private final byte[] buffer = new byte[BLOCK_BYTES];
  private int filled;

  /** How much of the buffer was the last block, which goes when the next one is read. */
  private int taken;

  private long offset;

  /** Whether the last block was the beginning of a line whose rest is to be passed over. */
  private boolean cut;

  /**
   * Opens a log.
   *
   * @throws LogException if it cannot be read
   */
  public BlockReader(Path path) {
    this.path = path;
    this.in = LogInput.open(path);
  }

  /**
   * Reads the next block; null at the end.
   *
   * @throws LogException if the file cannot be read further
   */
  public @Nullable Block next() {
    try {
      drop();
      fill();
      if (cut) {
        passOver();
      }
    } catch (IOException e) {
      throw LogInput.cannotRead(path, e);
    }
    if (filled == 0) {
      return null;
    }
    int end = lastNewline();
    boolean isFull = filled == buffer.length;
    cut = end < 0 && isFull;
    int length = end < 0 || !isFull ? filled : end + 1;
    boolean terminated = buffer[length - 1] == '\n';
    byte[] body = Arrays.copyOf(buffer, terminated ? length - 1 : length);
    int lines = 1 + Words.count(body, 0, body.length, (byte) '\n');
    taken = length;
    return new Block(offset, length, lines, body);
  }

  private void drop() {
    System.arraycopy(buffer, taken, buffer, 0, filled - taken);
    filled -= taken;
    offset += taken;
    taken = 0;
  }

  private void fill() throws IOException {
    int n = 0;
    while (filled < buffer.length && n >= 0) {
      n = in.read(buffer, filled, buffer.length - filled);
      filled += Math.max(0, n);
    }
  }

  /** What is left of a line that was longer than a block. */
  private void passOver() throws IOException {
    int end = firstNewline();
    while (end < 0 && filled > 0) {
      taken = filled;
      drop();
      fill();
      end = firstNewline();
    }
    taken = end + 1;
    drop();
    fill();
  }

  private int firstNewline() {
    for (int i = 0; i < filled; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private int lastNewline() {
    int end = filled - 1;
    while (end >= 0 && buffer[end] != '\n') {
      end--;
    }
    return end;
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
