package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.Aggregates;
import io.github.flumeaggregation.core.aggregate.Column;
import io.github.flumeaggregation.core.aggregate.States;
import io.github.flumeaggregation.core.record.Record;
import java.util.BitSet;

/**
 * The lines of the last while, up to the newest: a window that moves with each line.
 *
 * <p>Time is cut into slices of 1/300 of the window's length, rounded down to whole milliseconds
 * but at least one. The window holds the slices that begin less than its length before the newest
 * line, the slice of that line included. So a line never counts for longer than the length, and at
 * least for the length less one slice. Example: 5 minutes have slices of one second, and after a
 * line of 10:05:03 the window holds the lines from 10:00:04 through 10:05:03: exactly the last 300
 * seconds of a log whose times are whole seconds.
 *
 * <p>Time is that of the lines; it never goes back, and lines that {@code where} leaves out move it
 * too. A line that is older than the newest one goes into its own slice, so that the order of
 * arrival does not matter while a line is in the window; one that is too old for the window is left
 * out and counted as late.
 *
 * <p>Groups: once more than twice {@code maxGroups} have lines in the window, the {@code maxGroups}
 * with the most lines stay, and the lines of the others are folded into {@code (other)}. See {@link
 * FoldedLines} for what is exact then. When the folded lines have left the window, all is exact
 * again.
 *
 * <p>Cost of a line of the newest slice: two look-ups, of its group and of the group in the slice,
 * and, amortised, a constant number of merges of its states, see {@link SlidingLanes}. A value that
 * is asked for is kept up to date with each line until lines of its group leave. Memory: the key of
 * a group once, its states in each slice in which it has lines, of which there are at most 600.
 */
public final class SlidingAggregation extends LiveAggregation {
  private static final long SLICES = 300;

  private final Aggregates aggregates;
  private final long lengthMillis;
  private final long sliceMillis;
  private final int maxGroups;
  private final GroupKey idKey = new GroupKey();

  private LiveGroups groups = new LiveGroups();
  private FoldedLines folded = new FoldedLines();
  private SlidingLanes lanes;

  /** The newest slice as long as it is not part of {@link #lanes}, or null. */
  private @Nullable TimeSlice open;

  /** So many groups are looked through for those that have left, or are too many. */
  private long mostGroups;

  /** By number of a group its states in the whole window, where {@link #merged} says so. */
  private States values;

  private final BitSet merged = new BitSet();

  /** Where {@link #moveTo} went: a row of {@link #values}, or less than 0. */
  private int place = NO_LINES;

  /** Time of the newest line. */
  private long newest = Long.MIN_VALUE;

  private long late;

  /** How often lines have changed anything. */
  private long changes;

  /**
   * Over no lines yet.
   *
   * @param lengthMillis length of the window, at least 1
   */
  public SlidingAggregation(Aggregation aggregation, long lengthMillis) {
    super(aggregation);
    if (lengthMillis < 1) {
      throw new IllegalArgumentException("the window's length must be above 0: " + lengthMillis);
    }
    this.aggregates = aggregation.aggregates();
    this.lengthMillis = lengthMillis;
    this.sliceMillis = Math.max(1, lengthMillis / SLICES);
    this.maxGroups = aggregation.maxGroups();
    this.mostGroups = 2L * maxGroups;
    this.lanes = new SlidingLanes(aggregates, sliceMillis);
    this.values = aggregates.newStates();
  }

  @Override
  public void add(Record record) {
    changes++;
    long timeMillis = record.timeMillis();
    long start = sliceStart(timeMillis);
    if (timeMillis > newest) {
      newest = timeMillis;
      advanceTo(start);
    }
    if (aggregation().accepts(record)) {
      if (start > newest - lengthMillis) {
        add(start, record);
      } else {
        late++;
      }
    }
  }

  private long sliceStart(long timeMillis) {
    return timeMillis - Math.floorMod(timeMillis, sliceMillis);
  }

  private void add(long start, Record record) {
    int number = numberOf(keyOf(record));
    idKey.setId(groups.id(number));
    if (open == null && lanes.areBefore(start)) {
      open = lanes.newSlice(start);
    }
    if (open != null && open.start == start) {
      open.groups.addUnlimited(idKey, record);
    } else {
      lanes.add(start, idKey, record);
    }
    if (merged.get(number)) {
      values.add(record, number);
    }
    if (groups.size() > mostGroups) {
      limitGroups(2 * maxGroups, maxGroups);
    }
  }

  private int numberOf(GroupKey key) {
    int found = groups.find(key);
    if (found >= 0) {
      return found;
    }
    int number = groups.add(key);
    folded.admit(number);
    return number;
  }

  /** Moves the window's end to the slice that starts there. */
  private void advanceTo(long newestStart) {
    if (open != null && open.start != newestStart) {
      lanes.enter(open);
      open = null;
    }
    long leftThrough = newest - lengthMillis;
    lanes.leaveThrough(leftThrough, this::forgetValue);
    folded.leaveThrough(leftThrough);
  }

  private void forgetValue(long id) {
    int number = merged.isEmpty() ? -1 : groups.numberOf(id);
    if (number >= 0) {
      merged.clear(number);
    }
  }

  @Override
  public long bytesHeld() {
    return groups.bytesHeld()
        + folded.bytesHeld()
        + lanes.bytesHeld()
        + (open == null ? 0 : open.bytesHeld())
        + values.bytesHeld();
  }

  @Override
  public boolean halveGroups() {
    int size = groups.size();
    if (size < 2) {
      return false;
    }
    limitGroups(size - 1, size / 2);
    return true;
  }

  /**
   * Forgets the groups that have left, and if there are still too many, folds some.
   *
   * @param most more are too many
   * @param count how many stay of those
   */
  private void limitGroups(int most, int count) {
    long[] lines = new long[groups.size()];
    boolean[] kept = new boolean[lines.length];
    int live = 0;
    for (int number = 0; number < lines.length; number++) {
      lines[number] = lines(number);
      kept[number] = lines[number] > 0;
      live += kept[number] ? 1 : 0;
    }
    boolean tooMany = live > most;
    if (tooMany) {
      kept = folded.fold(groups.keys(), lines, count, sliceStart(newest));
      live = count;
    }
    folded.retain(kept);
    groups.retain(kept);
    if (tooMany) {
      foldSlices();
    }
    forgetValues();
    mostGroups = Math.max(2L * maxGroups, (long) live + maxGroups);
  }

  private void foldSlices() {
    GroupTable.KeyTest isKept = (bytes, from) -> groups.numberOf(GroupKey.id(bytes, from)) >= 0;
    lanes.retain(isKept);
    if (open != null) {
      open.groups.retain(isKept);
    }
  }

  private void forgetValues() {
    merged.clear();
    values = aggregates.newStates();
    place = NO_LINES;
  }

  private long lines(int number) {
    idKey.setId(groups.id(number));
    return lanes.lines(idKey) + (open == null ? 0 : open.groups.lines(idKey));
  }

  @Override
  public void startAnew() {
    groups = new LiveGroups();
    folded = new FoldedLines();
    lanes = new SlidingLanes(aggregates, sliceMillis);
    open = null;
    mostGroups = 2L * maxGroups;
    forgetValues();
    newest = Long.MIN_VALUE;
    changes++;
  }

  @Override
  public void moveTo(Record record) {
    int number = groups.find(keyOf(record));
    if (number < 0) {
      place = folded.isAnyFolded() ? UNKNOWN : NO_LINES;
    } else if (folded.lacking(number) > 0) {
      place = UNKNOWN;
    } else {
      if (!merged.get(number)) {
        merge(number);
      }
      place = number;
    }
  }

  private void merge(int number) {
    idKey.setId(groups.id(number));
    values.clear(number);
    lanes.mergeInto(values, number, idKey);
    if (open != null) {
      open.groups.mergeInto(values, number, idKey);
    }
    merged.set(number);
  }

  @Override
  public @Nullable Object value(Column column, long runMillis) {
    return valueAt(place, column, values, lengthMillis);
  }

  @Override
  public LiveReading read(long runMillis, long nowMillis) {
    return new SlidingReading(this, nowMillis);
  }

  long lengthMillis() {
    return lengthMillis;
  }

  long newestMillis() {
    return newest;
  }

  long lateLines() {
    return late;
  }

  long changes() {
    return changes;
  }

  SlidingLanes lanes() {
    return lanes;
  }

  /** The newest slice if it is not in a lane. */
  @Nullable
  TimeSlice openSlice() {
    return open;
  }

  LiveGroups groups() {
    return groups;
  }

  FoldedLines folded() {
    return folded;
  }
}
