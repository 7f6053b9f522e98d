package io.github.flumeaggregation.tail.frame;

/**
 * An event ends after one line, or after as many whole lines as fit.
 *
 * <p>A line ends with LF; a CR before it belongs to the terminator. A line without its LF is not
 * there yet, unless it is already longer than {@code maxLineBytes}: then it is cut into pieces of
 * that size, each an event of its own, its last piece too. All other bytes pass as they are, in any
 * charset.
 *
 * <p>{@link #next} is one look at each byte.
 */
public final class LineFramer extends Framer {
  private final int linesPerEvent;
  private final int maxEventBytes;
  private final int maxLineBytes;
  private final boolean splits;

  /**
   * Makes events of lines.
   *
   * @param linesPerEvent most lines in an event
   * @param maxEventBytes bytes that an event of several lines may have
   * @param maxLineBytes bytes before its LF that a line may have before it is cut
   * @param splits whether the pieces of a line that is cut are events; if not, whoever asks looks
   *     for its end
   */
  public LineFramer(int linesPerEvent, int maxEventBytes, int maxLineBytes, boolean splits) {
    this.linesPerEvent = linesPerEvent;
    this.maxEventBytes = maxEventBytes;
    this.maxLineBytes = maxLineBytes;
    this.splits = splits;
  }

  @Override
  public boolean next(int from, int to, boolean midLine) {
    begin(midLine);
    int newline = newline(from, limit(from, to, maxLineBytes + 1L));
    if (newline < 0) {
      return splits && cutLongLine(from, to);
    }
    int lines = 1;
    if (linesPerEvent > 1 && !midLine) {
      int limit = limit(from, to, maxEventBytes);
      while (lines < linesPerEvent) {
        int following = newline(newline + 1, limit);
        if (following < 0 || following - newline - 1 > maxLineBytes) {
          break;
        }
        newline = following;
        lines++;
      }
    }
    wholeLines(from, newline + 1, lines);
    return true;
  }

  @Override
  public int linesBegun() {
    return isContinuation() ? 0 : lines();
  }

  private boolean cutLongLine(int from, int to) {
    if (to - from <= maxLineBytes) {
      return false;
    }
    piece(from + maxLineBytes);
    markOversized();
    return true;
  }

  @Override
  public int mostBytes() {
    return maxLineBytes + 1;
  }

  @Override
  public boolean rest(int from, int to, boolean midLine, Rest rest) {
    begin(midLine);
    return partialLine(from, limit(from, to, maxLineBytes), rest);
  }
}
