package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.Record;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * The lines of one batch, aggregated by themselves: what is written to a log, and then merged into
 * the windows. So a batch has its full effect or none, and reading the log has the same effect.
 *
 * <p>Aggregations that compute the same of the same lines, and differ in their windows, share it:
 * what a line costs it costs once. The slices are the shortest of theirs, which the others' are
 * made of.
 *
 * <p>A line costs one look-up of its group; those of some lines are made together, so that among
 * many groups they wait for the memory together. Not safe for several threads.
 */
public final class StagedLines {
  /** How many lines may be added before they are settled. */
  public static final int MOST_UNSETTLED = GroupTable.TOGETHER;

  /** No time is before it. */
  private static final long NONE = Long.MIN_VALUE;

  private final Aggregation aggregation;
  private final List<WindowedAggregation> members = new ArrayList<>();
  private final TreeMap<Long, TimeSlice> slices = new TreeMap<>();
  private Windows windows;

  private final Record[] unsettled = new Record[MOST_UNSETTLED];
  private final GroupKey[] keys = new GroupKey[MOST_UNSETTLED];
  private final int[] rows = new int[MOST_UNSETTLED];
  private int unsettledCount;

  /** The slice of the line before, which is mostly the next line's as well. */
  private TimeSlice latest;

  private long latestEnd = NONE;

  /** For the lines of one aggregation. */
  public StagedLines(WindowedAggregation first) {
    aggregation = first.aggregation();
    Arrays.setAll(keys, i -> aggregation.newGroupKey());
    windows = first.windows();
    members.add(first);
    latest = newSlice(0);
  }

  /** Stages the lines of another aggregation as well, if they may be shared; whether they may. */
  public boolean share(WindowedAggregation other) {
    long length = windows.sliceMillis();
    long otherLength = other.windows().sliceMillis();
    if (length == 0 || otherLength == 0 || !aggregation.computesTheSameAs(other.aggregation())) {
      return false;
    }
    if (length % otherLength != 0 && otherLength % length != 0) {
      return false;
    }
    if (otherLength < length) {
      windows = other.windows();
    }
    members.add(other);
    return true;
  }

  /**
   * Takes a line at its event time; it is in no window before {@link #flush}.
   *
   * @param record must stay as it is until {@link #settle}, which must be called before more than
   *     {@link #MOST_UNSETTLED} lines have been added
   * @return whether {@link WindowedAggregation#nextExpiry()} may be another now
   */
  public boolean add(Record record) {
    long time = record.timeMillis();
    boolean first = (time >= latestEnd || time < latest.start) && moveTo(time);
    TimeSlice slice = latest;
    if (aggregation.accepts(record)) {
      slice.aggregatedLines++;
      keys[unsettledCount].read(record);
      unsettled[unsettledCount++] = record;
    } else {
      slice.filteredLines++;
    }
    return first;
  }

  /** Finishes with the records of the lines. */
  public void settle() {
    latest.groups.addUnlimited(keys, unsettled, unsettledCount, rows);
    unsettledCount = 0;
  }

  /** Makes the slice of a time the latest; whether it is a new one. */
  private boolean moveTo(long timeMillis) {
    settle();
    long start = windows.sliceStart(timeMillis);
    latestEnd = windows.sliceEnd(start);
    @Nullable TimeSlice found = slices.get(start);
    latest = found == null ? create(start) : found;
    if (found == null) {
      members.forEach(member -> member.expect(start));
    }
    return found == null;
  }

  private TimeSlice create(long start) {
    TimeSlice slice = newSlice(start);
    slices.put(start, slice);
    return slice;
  }

  private TimeSlice newSlice(long start) {
    return new TimeSlice(start, windows.firstEnd(start), aggregation.newGroups());
  }

  /**
   * Brings the lines taken since the last call into their windows.
   *
   * @param log gets what {@link #replay} needs to do the same again
   */
  public void flush(ByteWriter log) {
    settle();
    log.writeUnsigned(slices.size());
    for (TimeSlice slice : slices.values()) {
      slice.encode(log);
    }
    merge();
  }

  /** Does again what a {@link #flush} did. */
  public void replay(ByteReader log) {
    for (int i = log.readSize(Integer.MAX_VALUE); i > 0; i--) {
      create(log.readSigned()).decode(log);
    }
    merge();
  }

  private void merge() {
    for (WindowedAggregation member : members) {
      slices.values().forEach(member::merge);
    }
    slices.clear();
    latestEnd = NONE;
  }
}
