package io.github.flumeaggregation.tail;

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
final class LineFramer extends Framer {
  private final int linesPerEvent;
  private final int maxEventBytes;
  private final int maxLineBytes;
  private final boolean splits;

  LineFramer(TailOptions options) {
    linesPerEvent = options.linesPerEvent();
    maxEventBytes = options.maxEventBytes();
    maxLineBytes = options.maxLineBytes();
    splits = !options.truncatesLongLines();
  }

  @Override
  boolean next(int from, int to, boolean midLine) {
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
  int linesBegun() {
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
  int mostBytes() {
    return maxLineBytes + 1;
  }

  @Override
  boolean rest(int from, int to, boolean midLine, Rest rest) {
    begin(midLine);
    return partialLine(from, limit(from, to, maxLineBytes), rest);
  }
}
