package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.tail.file.FileHandle;
import io.github.flumeaggregation.tail.file.Fingerprint;
import java.io.IOException;
import java.util.Arrays;

/**
 * The bytes of a file that are being looked at: a stretch before the read position, by which one
 * sees whether the file is still the same, and what follows the position.
 *
 * <p>One buffer serves all files of a source in turn. It grows only for a line that is longer than
 * itself, up to the longest line allowed.
 */
final class ReadBuffer {
  /** A hole within a file is told from its empty end by so many bytes at the end. */
  private static final int LAST_BYTES = 4 << 10;

  private byte[] bytes;
  private final int turnBytes;
  private long position;
  private int from;
  private int to;
  private long trimmed;

  /**
   * @param turnBytes how much to read after the position in one go
   */
  ReadBuffer(int turnBytes) {
    this.turnBytes = turnBytes;
    bytes = new byte[Fingerprint.CHECK_BYTES + turnBytes];
  }

  /**
   * Reads around {@code newPosition}.
   *
   * @return false if the file is too short to reach up to the position
   */
  boolean fill(FileHandle file, long newPosition) throws IOException {
    int lead = (int) Math.min(Fingerprint.CHECK_BYTES, newPosition);
    position = newPosition;
    from = lead;
    to = file.read(newPosition - lead, bytes, 0, lead + turnBytes);
    trimmed = 0;
    return to >= lead;
  }

  /**
   * Leaves out the NUL bytes at the end if nothing else follows them in the file: room that its
   * writer has taken in advance. Where they are lines will be.
   *
   * @return whether there are such
   */
  boolean trimNuls(FileHandle file) throws IOException {
    int end = to;
    while (end > from && bytes[end - 1] == 0) {
      end--;
    }
    if (end == to || !endsInNuls(file)) {
      return false;
    }
    trimmed = file.size() - position - (end - from);
    to = end;
    return true;
  }

  private boolean endsInNuls(FileHandle file) throws IOException {
    byte[] last = new byte[LAST_BYTES];
    long after = position + (to - from);
    long start = Math.max(after, file.size() - last.length);
    int length = file.read(start, last, 0, last.length);
    for (int i = 0; i < length; i++) {
      if (last[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** How many bytes of the file {@link #trimNuls} has left out. */
  long trimmed() {
    return trimmed;
  }

  /**
   * Reads on where {@link #fill} ended, until the buffer holds {@code length} bytes after the
   * position or the file ends.
   *
   * @return whether there was anything more
   */
  boolean extend(FileHandle file, int length) throws IOException {
    if (bytes.length < from + length) {
      bytes = Arrays.copyOf(bytes, from + length);
    }
    int count = file.read(position + (to - from), bytes, to, from + length - to);
    to += Math.max(count, 0);
    return count > 0;
  }

  /** What lies from that index on is left for another look. */
  void endAt(int index) {
    to = index;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Index of the byte at the position. */
  int from() {
    return from;
  }

  /** Index after the last byte. */
  int to() {
    return to;
  }

  /** Whether the last {@link #fill} found as much as it asked for, so that there may be more. */
  boolean isFull() {
    return to - from >= turnBytes;
  }

  /**
   * Whether the file holds the stretch that {@code check} was taken of; it may lie further back.
   */
  boolean agreesWith(Fingerprint check, FileHandle file) throws IOException {
    long start = check.end() - check.length() - (position - from);
    return start >= 0 ? check.matches(bytes, (int) start) : check.matches(file);
  }

  /** Fingerprint of the stretch before {@code bytes[index]}. */
  Fingerprint checkBefore(int index) {
    int length = Math.min(Fingerprint.CHECK_BYTES, index);
    return Fingerprint.of(bytes, index, length, position + (index - from));
  }
}
