package io.github.flumeaggregation.core.window;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Decides which groups of a live aggregation stay when there are too many, and knows how many lines
 * a group may lack since then.
 *
 * <p>The idea is that of Misra and Gries, "Finding repeated elements" (1982), done for many groups
 * at a time. A group's <em>credit</em> is its number of lines less what the folds since its
 * admission have taken. A fold keeps the {@code count} groups of the largest credit, and takes from
 * all of them the credit of the next one.
 *
 * <ol>
 *   <li>A group that is folded has no more lines than the folds since its admission took, this one
 *       included. So a group that comes again lacks at most what all folds before took together:
 *       {@link #lacking}.
 *   <li>Each fold takes its weight from more than {@code count} groups. So all of them together
 *       take at most N / (count + 1) of N lines, in whatever order the lines come. A group with
 *       more lines than that has credit left, which is to say that it stays. What is shown of the
 *       groups that are kept is chosen by credit, too: as if there were a fold now.
 *   <li>While nothing was folded, nothing is lacking: all values are exact.
 * </ol>
 *
 * <p>In a window, a fold counts until its lines have left. Of a group that is folded, lines may
 * have left that earlier folds took: what they took counts for its present lines, and must not
 * leave before these. So a fold lets as much of what was taken before leave with itself as one of
 * its groups has lines. The second law then holds of the lines since the windows were last free of
 * folds. Costs a few bytes for a group, and for each fold sorting the groups.
 */
final class FoldedLines implements FoldedBound {
  /** A fold and its place in a queue. */
  private static final int FOLD_BYTES = 32;

  /** A fold that took lines up to the slice that starts at a time. */
  private static final class Fold {
    private final long upToMillis;
    private long taken;

    private Fold(long upToMillis) {
      this.upToMillis = upToMillis;
    }
  }

  /** What all folds took, and those of which the lines have left. */
  private long taken;

  private long takenAndLeft;
  private final ArrayDeque<Fold> folds = new ArrayDeque<>();

  /** For each group, what had been taken when it was admitted. */
  private long[] admitted = new long[16];

  /** Takes note of a new group. */
  void admit(int number) {
    if (number == admitted.length) {
      admitted = Arrays.copyOf(admitted, number * 2);
    }
    admitted[number] = taken;
  }

  /** Whether lines of a group that is not here may have been folded. */
  boolean isAnyFolded() {
    return taken > takenAndLeft;
  }

  @Override
  public long mostLines() {
    return taken - takenAndLeft;
  }

  /** How many lines the group may lack at most. */
  @Override
  public long lacking(int number) {
    return Math.max(0, admitted[number] - takenAndLeft);
  }

  @Override
  public long credit(int number, long lines) {
    return lines - (taken - Math.max(admitted[number], takenAndLeft));
  }

  /** How many lines one of the first {@code size} groups may lack at most. */
  long lackingAtMost(int size) {
    long most = 0;
    for (int number = 0; number < size; number++) {
      most = Math.max(most, lacking(number));
    }
    return most;
  }

  /**
   * Chooses the groups that stay.
   *
   * @param lines of each group
   * @param count how many stay; there are more
   * @param upToMillis the start of the newest slice
   */
  boolean[] fold(GroupKeys keys, long[] lines, int count, long upToMillis) {
    long[] credit = new long[keys.size()];
    Arrays.setAll(credit, number -> credit(number, lines[number]));
    int[] order = keys.byWeight(credit);
    boolean[] kept = new boolean[order.length];
    long mostLines = 0;
    for (int i = 0; i < order.length; i++) {
      kept[order[i]] = i < count;
      mostLines = Math.max(mostLines, i < count ? 0 : lines[order[i]]);
    }
    take(Math.max(0, credit[order[count]]), mostLines, upToMillis);
    return kept;
  }

  /** Takes so much from each credit; one of the groups that are folded has so many lines. */
  private void take(long weight, long mostLines, long upToMillis) {
    taken += weight;
    for (Fold earlier : folds) {
      earlier.taken = Math.min(earlier.taken, taken - mostLines);
    }
    if (folds.isEmpty() || folds.getLast().upToMillis != upToMillis) {
      folds.add(new Fold(upToMillis));
    }
    folds.getLast().taken = taken;
  }

  /** Renumbers the groups, of which only some are kept. */
  void retain(boolean[] kept) {
    int size = 0;
    for (int i = 0; i < kept.length; i++) {
      if (kept[i]) {
        admitted[size++] = admitted[i];
      }
    }
  }

  /** Forgets the folds whose lines are all of slices that start at this time or before. */
  void leaveThrough(long millis) {
    while (!folds.isEmpty() && folds.getFirst().upToMillis <= millis) {
      takenAndLeft = folds.removeFirst().taken;
    }
  }

  /** About what it takes in memory. */
  long bytesHeld() {
    return (long) admitted.length * Long.BYTES + (long) folds.size() * FOLD_BYTES;
  }

  FoldedLines copy() {
    FoldedLines copy = new FoldedLines();
    copy.taken = taken;
    copy.takenAndLeft = takenAndLeft;
    copy.admitted = admitted.clone();
    return copy;
  }
}
