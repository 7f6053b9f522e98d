package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.record.Record;

/**
 * All lines since it was made. A line costs one look-up of its group.
 *
 * <p>Once there are more than twice {@code maxGroups} groups, those with the most lines stay and
 * the rest are folded into {@code (other)}; see {@link FoldedLines} for what is exact then.
 */
public final class RunningAggregation extends LiveAggregation {
  private final int maxGroups;
  private final FoldedLines folded = new FoldedLines();
  private final GroupTable groups;

  /** The last row that has been admitted. */
  private int admittedRow;

  /** Where {@link #moveTo} went: a row of {@link #groups}, or less than 0. */
  private int place = NO_LINES;

  /** Over no lines yet. */
  public RunningAggregation(Aggregation aggregation) {
    super(aggregation);
    maxGroups = aggregation.maxGroups();
    groups = aggregation.newGroups();
  }

  @Override
  public void add(Record record) {
    if (aggregation().accepts(record)) {
      int row = groups.row(keyOf(record));
      if (row > admittedRow) {
        folded.admit(row - 1);
        admittedRow = row;
      }
      groups.states().add(record, row);
      if (admittedRow > 2L * maxGroups) {
        keepHeaviest(maxGroups);
      }
    }
  }

  @Override
  public long bytesHeld() {
    return groups.bytesHeld() + folded.bytesHeld();
  }

  @Override
  public boolean halveGroups() {
    if (groups.size() < 2) {
      return false;
    }
    keepHeaviest(groups.size() / 2);
    return true;
  }

  private void keepHeaviest(int count) {
    long[] lines = new long[groups.size()];
    for (int number = 0; number < lines.length; number++) {
      lines[number] = groups.states().lines(number + 1);
    }
    boolean[] kept = folded.fold(groups.keys(), lines, count, 0);
    folded.retain(kept);
    groups.retain(kept);
    admittedRow = groups.size();
  }

  @Override
  public void startAnew() {
    // Of no window: what time it is makes no difference.
  }

  @Override
  public void moveTo(Record record) {
    int row = groups.find(keyOf(record));
    if (row < 0) {
      place = folded.isAnyFolded() ? UNKNOWN : NO_LINES;
    } else {
      place = folded.lacking(row - 1) > 0 ? UNKNOWN : row;
    }
  }

  @Override
  public @Nullable Object value(Column column, long runMillis) {
    return valueAt(place, column, groups.states(), runMillis);
  }

  @Override
  public LiveReading read(long runMillis, long nowMillis) {
    return new Reading(runMillis);
  }

  private final class Reading extends LiveReading {
    private GroupTable copy = groups;
    private FoldedLines foldedCopy = folded;
    private long lacking;

    Reading(long runMillis) {
      super(aggregation(), runMillis);
    }

    @Override
    public boolean take() {
      copy = groups.view();
      foldedCopy = folded.copy();
      lacking = folded.lackingAtMost(groups.size());
      return false;
    }

    @Override
    public void digest() {}

    @Override
    GroupTable groups() {
      return copy;
    }

    @Override
    public long lacking() {
      return lacking;
    }

    @Override
    FoldedBound foldedBound() {
      return foldedCopy;
    }

    @Override
    public long folded() {
      return copy.states().lines(GroupTable.OTHER);
    }

    @Override
    public boolean isOfWindow() {
      return false;
    }

    @Override
    public long late() {
      return 0;
    }
  }
}
