package io.github.flumeaggregation.window.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/** The bytes of a log's file, of which one piece at a time is in memory. */
final class LogBytes {
  private static final int PIECE_BYTES = 64 << 10;

  private final Disk.Input input;
  private final byte[] bytes = new byte[PIECE_BYTES];
  private final ByteBuffer piece = ByteBuffer.wrap(bytes);
  private long pieceStart;
  private long pieceEnd;

  LogBytes(Disk.Input input) {
    this.input = input;
  }

  long length() {
    return input.length();
  }

  int getInt(long at) throws IOException {
    return piece.getInt(inPiece(at, Integer.BYTES));
  }

  long getLong(long at) throws IOException {
    return piece.getLong(inPiece(at, Long.BYTES));
  }

  /** Where in the piece {@code [at, at + length)} is, after it has been loaded if need be. */
  private int inPiece(long at, int length) throws IOException {
    if (at < pieceStart || at + length > pieceEnd) {
      int size = (int) Math.min(PIECE_BYTES, length() - at);
      input.read(at, bytes, 0, size);
      pieceStart = at;
      pieceEnd = at + size;
    }
    return (int) (at - pieceStart);
  }

  /**
   * Where a number stands first, at or after {@code from}; less than 0 if nowhere. What a log has
   * not used yet is long, so bytes that cannot belong to it are passed over (Horspool's search).
   */
  long find(long number, long from) throws IOException {
    int[] steps = steps(number);
    long at = from;
    while (at + Long.BYTES <= length()) {
      int start = inPiece(at, Long.BYTES);
      if (piece.getLong(start) == number) {
        return at;
      }
      at += steps[bytes[start + Long.BYTES - 1] & 0xff];
    }
    return -1;
  }

  /** By the last byte of a place that is not it: how far from there it can stand at the least. */
  private static int[] steps(long number) {
    int[] steps = new int[256];
    Arrays.fill(steps, Long.BYTES);
    for (int left = Long.BYTES - 1; left > 0; left--) {
      steps[(int) (number >>> (Byte.SIZE * left)) & 0xff] = left;
    }
    return steps;
  }

  /** The CRC of {@code [from, to)}. */
  int crc(long from, long to) throws IOException {
    CRC32 crc = new CRC32();
    for (long at = from; at < to; ) {
      int start = inPiece(at, 1);
      int length = (int) Math.min(pieceEnd - at, to - at);
      crc.update(bytes, start, length);
      at += length;
    }
    return (int) crc.getValue();
  }

  byte[] copy(long from, int length) throws IOException {
    byte[] copy = new byte[length];
    input.read(from, copy, 0, length);
    return copy;
  }
}
