package io.github.flumeaggregation.tail.frame;

/**
 * An event is a record of several lines, as a stack trace is: it begins with a line that matches
 * the start pattern and ends before the next such line, or where a bound on lines or bytes cuts it.
 *
 * <p>What follows a cut is a continuation, and so are lines that come after a record was taken for
 * complete because nothing more came in time: any event that begins neither at the beginning of the
 * file nor with a line that matches. Costs one look at each byte and one match per line for each
 * time that the file has grown while the record is incomplete.
 */
public final class RecordFramer extends Framer {
  private final StartPattern start;
  private final int maxLines;
  private final int maxBytes;

  public RecordFramer(Multiline options) {
    start = options.start();
    maxLines = options.maxLines();
    maxBytes = options.maxBytes();
  }

  @Override
  public boolean next(int from, int to, boolean midLine) {
    begin(from > 0 && (midLine || !isStart(from, to)));
    int lines = 0;
    int at = from;
    while (lines < maxLines) {
      int newline = newline(at, limit(from, to, maxBytes));
      if (newline < 0) {
        break;
      }
      if (lines > 0 && start.matches(bytes(), at, newline)) {
        return record(from, at, lines, midLine);
      }
      at = newline + 1;
      lines++;
    }
    return (lines == maxLines || to - from >= maxBytes) && cut(from, at, lines, midLine);
  }

  private boolean isStart(int from, int to) {
    int end = newline(from, to);
    return start.matches(bytes(), from, end < 0 ? to : end);
  }

  private boolean record(int from, int end, int lines, boolean midLine) {
    wholeLines(from, end, lines);
    oneRecord(midLine);
    return true;
  }

  private boolean cut(int from, int end, int lines, boolean midLine) {
    if (lines > 0) {
      record(from, end, lines, midLine);
    } else {
      piece(from + maxBytes);
      oneRecord(midLine);
    }
    markOversized();
    return true;
  }

  @Override
  public int mostBytes() {
    return maxBytes;
  }

  @Override
  public boolean rest(int from, int to, boolean midLine, Rest rest) {
    begin(from > 0 && (midLine || !isStart(from, to)));
    int lines = 0;
    int end = from;
    for (int newline = newline(end, to); newline >= 0; ) {
      lines++;
      end = newline + 1;
      newline = newline(end, to);
    }
    if (end > from) {
      return record(from, end, lines, midLine);
    }
    if (!partialLine(from, limit(from, to, maxBytes), rest)) {
      return false;
    }
    oneRecord(midLine);
    return true;
  }
}
