package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.frame.Framer;
import io.github.flumeaggregation.tail.position.Incarnation;
import java.util.Arrays;

/**
 * What was read and is not in the channel yet, in the order of reading.
 *
 * <p>Kept as it was read until the channel has taken it, so that a retry begins with pristine data
 * whatever the interceptors did to the events of the failed attempt. Parallel arrays, reused from
 * batch to batch: nothing is allocated per line but its body.
 */
public final class Batch {
  /**
   * Bodies of a batch, together; a single one may be larger. Bounds the heap that long lines take.
   */
  private static final long MAX_BYTES = 4L << 20;

  private final byte[][] bodies;
  private final Incarnation[] files;
  private final long[] offsets;
  private final long[] lengths;
  private final int[] lines;
  private final boolean[] continuations;
  private final long[] readAtMillis;
  private int first;
  private int end;
  private int offeredEnd;
  private long bytes;

  Batch(int capacity) {
    bodies = new byte[capacity][];
    files = new Incarnation[capacity];
    offsets = new long[capacity];
    lengths = new long[capacity];
    lines = new int[capacity];
    continuations = new boolean[capacity];
    readAtMillis = new long[capacity];
  }

  /**
   * Appends the event that the framer has found.
   *
   * @param from its first byte in the framer's array, at {@code offset} in the file
   */
  void add(ReadMark mark, long offset, int from, Framer frame) {
    add(mark, offset, frame.end() - from, Arrays.copyOfRange(frame.bytes(), from, frame.bodyEnd()));
    lines[end - 1] = frame.lines();
    continuations[end - 1] = frame.isContinuation();
  }

  /** Appends the first piece of a line whose rest is dropped; it covers all of the line. */
  void addTruncated(ReadMark mark, long offset, long length, byte[] body, boolean continuation) {
    add(mark, offset, length, body);
    lines[end - 1] = 1;
    continuations[end - 1] = continuation;
  }

  private void add(ReadMark mark, long offset, long length, byte[] body) {
    bodies[end] = body;
    files[end] = mark.incarnation();
    offsets[end] = offset;
    lengths[end] = length;
    readAtMillis[end] = mark.readAtMillis();
    bytes += body.length;
    end++;
  }

  /** Appends an event of the source's own, which covers no bytes of any file. */
  void addProgress(byte[] body, long wallMillis) {
    bodies[end] = body;
    readAtMillis[end] = wallMillis;
    bytes += body.length;
    end++;
  }

  /** Number of events that the channel has not taken yet; their indices begin at 0. */
  int size() {
    return end - first;
  }

  boolean isEmpty() {
    return end == first;
  }

  boolean isFull() {
    return end == bodies.length || bytes >= MAX_BYTES;
  }

  /** Body of the event: not to be changed. */
  public byte[] body(int index) {
    return bodies[first + index];
  }

  /** The file that the event is of; null for one of the source's own. */
  @Nullable
  public Incarnation file(int index) {
    return files[first + index];
  }

  /** File offset of the event's first byte. */
  public long offset(int index) {
    return offsets[first + index];
  }

  /** Number of bytes that the event covers, terminators included. */
  public long length(int index) {
    return lengths[first + index];
  }

  /** Number of lines in the event. */
  public int lines(int index) {
    return lines[first + index];
  }

  /** Whether the event begins inside of its record. */
  public boolean isContinuation(int index) {
    return continuations[first + index];
  }

  /** Wall clock of the read, epoch milliseconds. */
  public long readAtMillis(int index) {
    return readAtMillis[first + index];
  }

  /**
   * Notes that the first {@code count} events are offered to the channel.
   *
   * @return how many of them are offered for the first time
   */
  public int offer(int count) {
    int fresh = Math.max(0, first + count - offeredEnd);
    offeredEnd += fresh;
    return fresh;
  }

  /** The channel has taken the first {@code count} events: moves the files' positions on. */
  void accepted(int count) {
    int to = first + count;
    for (int i = first; i < to; i++) {
      if (files[i] != null) {
        files[i].delivered(offsets[i] + lengths[i]);
      }
    }
    Arrays.fill(bodies, first, to, null);
    Arrays.fill(files, first, to, null);
    first = to;
    if (first == end) {
      first = 0;
      end = 0;
      offeredEnd = 0;
      bytes = 0;
    }
  }
}
