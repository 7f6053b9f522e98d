package io.github.flumeaggregation.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * Which lines are in the sliding windows of an interceptor, as long as the documentation says so:
 * no line was ahead of its log, and none alone there.
 */
final class RecentLinesModel {
  private static final long HOUR = 3_600_000;
  private static final long CORRECTION_MILLIS = 10_000;

  private final long windowMillis;
  private final long sliceMillis;
  private final List<Line> lines = new ArrayList<>();

  /** Of the log: when its newest line was written, and how old that was when it came. */
  private long newestMillis;

  private long lagMillis;
  private int linesOfLog;

  /** Of the numbers, which may have been dropped since. */
  private long newestCountedMillis = Long.MIN_VALUE;

  private long late;
  private long startedAnew;
  private boolean certain = true;

  RecentLinesModel(InterceptorSetup setup) {
    windowMillis = setup.windowMillis;
    sliceMillis = setup.windowSliceMillis;
  }

  void add(Line line, long clockMillis) {
    if (linesOfLog > 0 && newestMillis > clockMillis + CORRECTION_MILLIS) {
      startedAnew++;
      linesOfLog = 0;
      clear();
    }
    certain &= isOrdinary(line.time(), clockMillis);
    if (linesOfLog++ == 0 || line.time() > newestMillis) {
      newestMillis = line.time();
      lagMillis = clockMillis - line.time();
    }
    newestCountedMillis = Math.max(newestCountedMillis, line.time());
    if (isInWindow(line, newestCountedMillis)) {
      lines.add(line);
    } else {
      late++;
    }
  }

  private boolean isOrdinary(long timeMillis, long clockMillis) {
    if (linesOfLog == 0) {
      return timeMillis <= clockMillis;
    }
    long expected = Math.max(clockMillis - lagMillis, newestMillis);
    boolean ahead = timeMillis > clockMillis || timeMillis > expected + HOUR;
    boolean firstWasAhead = linesOfLog == 1 && timeMillis < newestMillis - HOUR;
    return !ahead && !firstWasAhead;
  }

  /** Numbers start anew. */
  void drop() {
    clear();
    late = 0;
  }

  private void clear() {
    lines.clear();
    newestCountedMillis = Long.MIN_VALUE;
  }

  private boolean isInWindow(Line line, long endMillis) {
    return line.time() - Math.floorMod(line.time(), sliceMillis) > endMillis - windowMillis;
  }

  /** Those in the window of a header. */
  List<Line> upToNewest() {
    return lines.stream().filter(line -> isInWindow(line, newestCountedMillis)).toList();
  }

  /** Those in the window of monitoring, which moves on with the clock. */
  List<Line> now(long clockMillis) {
    boolean old = linesOfLog > 0 && lagMillis > HOUR;
    long now = old ? newestMillis : Math.max(clockMillis - lagMillis, newestMillis);
    long end = Math.max(now, newestCountedMillis);
    return lines.stream().filter(line -> isInWindow(line, end)).toList();
  }

  long late() {
    return late;
  }

  long startedAnew() {
    return startedAnew;
  }

  /** Whether the documentation still says which lines are in the window. */
  boolean isCertain() {
    return certain;
  }
}
