package io.github.flumeaggregation.tail;

/**
 * Decides where the next event ends: after one line, or after as many whole lines as fit.
 *
 * <p>A line ends with LF; a CR before it belongs to the terminator. A line without its LF is not
 * there yet, unless it is already longer than {@code maxLineBytes}: then it is cut into pieces of
 * that size, each an event of its own, its last piece too. All other bytes pass as they are, in any
 * charset.
 *
 * <p>{@link #next} is one look at each byte. Used by one thread.
 */
final class LineFramer {
  private final int linesPerEvent;
  private final int maxEventBytes;
  private final int maxLineBytes;

  private byte[] bytes = {};
  private NewlineSearch newlines = new NewlineSearch(bytes);
  private int bodyEnd;
  private int end;
  private int lines;
  private boolean cut;
  private boolean continuation;

  /**
   * @param linesPerEvent most lines in one event, at least 1
   * @param maxEventBytes bytes that an event of several lines may cover
   * @param maxLineBytes bytes before the LF that a line may have
   */
  LineFramer(int linesPerEvent, int maxEventBytes, int maxLineBytes) {
    this.linesPerEvent = linesPerEvent;
    this.maxEventBytes = maxEventBytes;
    this.maxLineBytes = maxLineBytes;
  }

  /** The array to look at from now on. */
  void over(byte[] newBytes) {
    bytes = newBytes;
    newlines = new NewlineSearch(newBytes);
  }

  /**
   * Looks for the event that begins at {@code from}.
   *
   * @param midLine whether that is inside of a line, whose beginning has been an event already
   * @return whether it ends before {@code to}; only then do the other methods say where
   */
  boolean next(int from, int to, boolean midLine) {
    cut = false;
    continuation = midLine;
    int newline = newlines.first(from, limit(from, to, maxLineBytes + 1L));
    if (newline < 0) {
      return cutLongLine(from, to, midLine);
    }
    lines = 1;
    if (linesPerEvent > 1 && !midLine) {
      newline = lastOfBlock(from, to, newline);
    }
    end = newline + 1;
    bodyEnd = newline > from && bytes[newline - 1] == '\r' ? newline - 1 : newline;
    return true;
  }

  /** Whether a line ends in {@code [from, to)}. */
  boolean hasNewline(int from, int to) {
    return newlines.first(from, to) >= 0;
  }

  /** Takes what is left of a file that will not grow any more as one event, without terminator. */
  void rest(int from, int to, boolean midLine) {
    cut = true;
    continuation = midLine;
    lines = 1;
    end = limit(from, to, maxLineBytes);
    bodyEnd = end;
  }

  private boolean cutLongLine(int from, int to, boolean midLine) {
    if (to - from <= maxLineBytes) {
      return false;
    }
    rest(from, to, midLine);
    return true;
  }

  private int lastOfBlock(int from, int to, int firstNewline) {
    int limit = limit(from, to, maxEventBytes);
    int last = firstNewline;
    while (lines < linesPerEvent) {
      int newline = newlines.first(last + 1, limit);
      if (newline < 0 || newline - last - 1 > maxLineBytes) {
        break;
      }
      last = newline;
      lines++;
    }
    return last;
  }

  private static int limit(int from, int to, long most) {
    return (int) Math.min(to, from + most);
  }

  /** Index after the event's last byte, terminator included. */
  int end() {
    return end;
  }

  /** Index after the body's last byte: {@link #end()} less the last terminator. */
  int bodyEnd() {
    return bodyEnd;
  }

  /** Number of lines in the event. */
  int lines() {
    return lines;
  }

  /** Whether the event ends before its line does. */
  boolean isCut() {
    return cut;
  }

  /** Whether the event begins after its line does. */
  boolean isContinuation() {
    return continuation;
  }
}
