package io.github.flumeaggregation.tail;

import java.util.Arrays;

/**
 * What was read and is not in the channel yet, in the order of reading.
 *
 * <p>Kept as it was read until the channel has taken it, so that a retry begins with pristine data
 * whatever the interceptors did to the events of the failed attempt. Parallel arrays, reused from
 * batch to batch: nothing is allocated per line but its body.
 */
final class Batch {
  /**
   * Bodies of a batch, together; a single one may be larger. Bounds the heap that long lines take.
   */
  private static final long MAX_BYTES = 4L << 20;

  private final byte[][] bodies;
  private final Incarnation[] files;
  private final long[] offsets;
  private final int[] lengths;
  private final int[] lines;
  private final long[] readAtMillis;
  private int size;
  private long bytes;
  private int attempts;

  Batch(int capacity) {
    bodies = new byte[capacity][];
    files = new Incarnation[capacity];
    offsets = new long[capacity];
    lengths = new int[capacity];
    lines = new int[capacity];
    readAtMillis = new long[capacity];
  }

  /** Appends the event that the framer has found; {@code offset} is that of its first byte. */
  void add(FileTurn turn, long offset, int from, LineFramer frame) {
    bodies[size] = Arrays.copyOfRange(turn.bytes(), from, frame.bodyEnd());
    files[size] = turn.incarnation();
    offsets[size] = offset;
    bytes += bodies[size].length;
    lengths[size] = frame.end() - from;
    lines[size] = frame.lines();
    readAtMillis[size] = turn.readAtMillis();
    size++;
  }

  /** Number of events. */
  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean isFull() {
    return size == bodies.length || bytes >= MAX_BYTES;
  }

  /** Body of the event: not to be changed. */
  byte[] body(int index) {
    return bodies[index];
  }

  Incarnation file(int index) {
    return files[index];
  }

  /** File offset of the event's first byte. */
  long offset(int index) {
    return offsets[index];
  }

  /** Number of bytes that the event covers, terminators included. */
  int length(int index) {
    return lengths[index];
  }

  /** Number of lines in the event. */
  int lines(int index) {
    return lines[index];
  }

  /** Wall clock of the read, epoch milliseconds. */
  long readAtMillis(int index) {
    return readAtMillis[index];
  }

  /** How often this batch has been offered to the channel without success. */
  int attempts() {
    return attempts;
  }

  void failed() {
    attempts++;
  }

  /** The channel has taken everything: moves the files' positions on and empties the batch. */
  void accepted() {
    for (int i = 0; i < size; i++) {
      files[i].delivered(offsets[i] + lengths[i]);
    }
    Arrays.fill(bodies, 0, size, null);
    Arrays.fill(files, 0, size, null);
    size = 0;
    bytes = 0;
    attempts = 0;
  }
}
