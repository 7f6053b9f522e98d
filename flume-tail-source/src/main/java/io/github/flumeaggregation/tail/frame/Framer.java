package io.github.flumeaggregation.tail.frame;

import io.github.flumeaggregation.core.record.Words;

/**
 * Decides where the next event ends. A look at a buffer: nothing is kept between two calls but the
 * last answer, so that an event comes out the same after a restart as without one.
 *
 * <p>Used by one thread.
 */
public abstract class Framer {
  /** How much of what has no end yet is to be taken. */
  public enum Rest {
    /** A record that may go on with the next line. */
    WHOLE_LINES,
    /** A line that may still be written on, too. */
    PARTIAL_LINE,
    /** All there is: nobody will write on. */
    EVERYTHING
  }

  private byte[] bytes = {};
  private int bodyEnd;
  private int end;
  private int lines;
  private int linesBegun;
  private boolean oversized;
  private boolean continuation;

  /** The array to look at from now on. */
  public final void over(byte[] newBytes) {
    bytes = newBytes;
  }

  public final byte[] bytes() {
    return bytes;
  }

  /**
   * Looks for the event that begins at {@code from}.
   *
   * @param midLine whether that is inside of a line, whose beginning has been an event already
   * @return whether it ends before {@code to}; only then do the other methods say where
   */
  public abstract boolean next(int from, int to, boolean midLine);

  /** Bytes that must be in the buffer before {@link #next} can say of any event where it ends. */
  public abstract int mostBytes();

  /**
   * Takes what has no end yet as one event: nobody may finish it, or not in time.
   *
   * @return false if there is nothing to take
   */
  public abstract boolean rest(int from, int to, boolean midLine, Rest rest);

  /** Index of the first newline in {@code [from, to)}, or -1. */
  final int newline(int from, int to) {
    return Words.indexOf(bytes, from, to, (byte) '\n');
  }

  /** Whether a line ends in {@code [from, to)}. */
  public final boolean hasNewline(int from, int to) {
    return newline(from, to) >= 0;
  }

  /** The answer: whole lines up to the newline before {@code newEnd}. */
  final void wholeLines(int from, int newEnd, int wholeLines) {
    end = newEnd;
    bodyEnd = newEnd - 1;
    if (bodyEnd > from && bytes[bodyEnd - 1] == '\r') {
      bodyEnd--;
    }
    lines = wholeLines;
    linesBegun = wholeLines;
  }

  /** The answer: one record that ends without its newline. */
  final void piece(int newEnd) {
    end = newEnd;
    bodyEnd = newEnd;
    lines = 1;
    linesBegun = 1;
  }

  /** What the answer is about, set before it. */
  final void begin(boolean isContinuation) {
    continuation = isContinuation;
    oversized = false;
  }

  final void markOversized() {
    oversized = true;
  }

  /** Says that the lines of the answer make one record. */
  final void oneRecord(boolean midLine) {
    linesBegun = midLine ? lines - 1 : lines;
    lines = 1;
  }

  /** Index after the event's last byte, terminator included. */
  public final int end() {
    return end;
  }

  /** Index after the body's last byte: {@link #end()} less the last terminator. */
  public final int bodyEnd() {
    return bodyEnd;
  }

  /** Number of lines in the event that are records of their own; 1 for a multi-line record. */
  public final int lines() {
    return lines;
  }

  /** Number of lines of the file that begin in the event. */
  public int linesBegun() {
    return linesBegun;
  }

  /** Whether the event ends where it does because its record was too long. */
  public final boolean isOversized() {
    return oversized;
  }

  /** Whether the event begins after its record does. */
  public final boolean isContinuation() {
    return continuation;
  }

  static int limit(int from, int to, long most) {
    return (int) Math.min(to, from + most);
  }

  /** The answer: an unfinished line, if such are to be taken. */
  final boolean partialLine(int from, int to, Rest rest) {
    boolean halfTerminator = rest == Rest.PARTIAL_LINE && to > from && bytes[to - 1] == '\r';
    int until = halfTerminator ? to - 1 : to;
    if (rest == Rest.WHOLE_LINES || until == from) {
      return false;
    }
    piece(until);
    return true;
  }
}
