package io.github.flumeaggregation.core.window;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which sessions lines of one group make, whatever their order was. Lines less than the gap apart
 * are one run. A run that is not longer than the maximum is a session; a longer one is cut at the
 * multiples of the maximum, counted from the epoch.
 */
final class SessionModel {
  private final long gapMillis;
  private final long maxMillis;

  SessionModel(long gapMillis, long maxMillis) {
    this.gapMillis = gapMillis;
    this.maxMillis = maxMillis;
  }

  /** A session; the end is exclusive. */
  record Session(long start, long end, List<ModelLine> lines) {}

  List<Session> sessions(List<ModelLine> ofGroup) {
    List<Session> sessions = new ArrayList<>();
    for (List<ModelLine> run : split(ofGroup, false)) {
      boolean isTooLong = last(run) + gapMillis - first(run) > maxMillis;
      for (List<ModelLine> part : isTooLong ? split(run, true) : List.of(run)) {
        long cut = last(part) < last(run) ? (part(last(part)) + 1) * maxMillis : Long.MAX_VALUE;
        sessions.add(new Session(first(part), Math.min(last(part) + gapMillis, cut), part));
      }
    }
    return sessions;
  }

  /** Into what lies less than the gap apart, or between multiples of the maximum. */
  private List<List<ModelLine>> split(List<ModelLine> lines, boolean byMultiples) {
    List<ModelLine> sorted = new ArrayList<>(lines);
    sorted.sort(Comparator.comparing(ModelLine::time));
    List<List<ModelLine>> pieces = new ArrayList<>();
    for (ModelLine line : sorted) {
      boolean begins =
          pieces.isEmpty()
              || (byMultiples
                  ? part(line.time()) != part(last(pieces.get(pieces.size() - 1)))
                  : line.time() - last(pieces.get(pieces.size() - 1)) >= gapMillis);
      if (begins) {
        pieces.add(new ArrayList<>());
      }
      pieces.get(pieces.size() - 1).add(line);
    }
    return pieces;
  }

  private long part(long timeMillis) {
    return Math.floorDiv(timeMillis, maxMillis);
  }

  private static long first(List<ModelLine> lines) {
    return lines.get(0).time();
  }

  private static long last(List<ModelLine> lines) {
    return lines.get(lines.size() - 1).time();
  }
}
