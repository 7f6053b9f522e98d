package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * The values of a {@link LiveAggregation} at one moment, read while lines go on: what holds up the
 * lines is only the copying of memory, in short steps.
 *
 * <pre>{@code
 * do {
 *   synchronized (guard) { more = reading.take(); } // whatever guards the aggregation
 *   reading.digest();
 * } while (more);
 * reading.rows();
 * }</pre>
 */
public abstract class LiveReading {
  private final Aggregation aggregation;
  private final long windowMillis;

  LiveReading(Aggregation aggregation, long windowMillis) {
    this.aggregation = aggregation;
    this.windowMillis = windowMillis;
  }

  /** Copies the next part, with the aggregation guarded; false if it was the last. */
  public abstract boolean take();

  /** Works on what was copied; nothing needs to be guarded. */
  public abstract void digest();

  /** The groups that have lines, by their keys; once all is taken. */
  abstract GroupTable groups();

  /** The most lines that one of the groups may lack. */
  public abstract long lacking();

  /** What is known of the lines that were folded; the groups are those of {@link #groups}. */
  abstract FoldedBound foldedBound();

  /** Number of lines whose groups are not kept apart for want of room, {@code top} not counted. */
  public abstract long folded();

  /** Whether there is a window, for which a line may be too old. */
  public abstract boolean isOfWindow();

  /** Lines that were too old for the window. */
  public abstract long late();

  /**
   * The values of the groups that have lines, by group key; at most {@code maxGroups} of them, or
   * the {@code top}, and those of the rest in one row of {@link ResultRow#OTHER}. Without {@code
   * groupBy} there is one row from the beginning. To be called once, when all is taken.
   */
  public final List<ResultRow> rows() {
    GroupTable groups = groups();
    BitSet uncertain = aggregation.limitLive(groups, windowMillis, foldedBound());
    if (aggregation.groupBy().isEmpty() && groups.size() == 0) {
      List<@Nullable Object> values = aggregation.valuesOfNothing();
      return aggregation.hasRow(values)
          ? Collections.singletonList(ResultRow.ofGroup(Collections.emptyList(), values))
          : Collections.emptyList();
    }
    return GroupRows.of(groups, uncertain, aggregation, windowMillis);
  }
}
