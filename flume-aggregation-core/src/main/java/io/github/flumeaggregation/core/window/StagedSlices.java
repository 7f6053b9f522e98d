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
 * The lines of one batch in slices of time. Operators whose windows are made of equally long slices
 * may share it; the slices are then the shortest of theirs, which the others' are made of.
 *
 * <p>A line costs one look-up of its group; those of some lines are made together, so that among
 * many groups they wait for the memory together.
 */
final class StagedSlices implements StagedLines {
  /** No time is before it. */
  private static final long NONE = Long.MIN_VALUE;

  private final Aggregation aggregation;
  private final List<WindowedAggregation> members = new ArrayList<>();
  private final TreeMap<Long, TimeSlice> slices = new TreeMap<>();
  private Windows windows;

  private final Record[] held = new Record[MOST_RECORDS];
  private final GroupKey[] keys = new GroupKey[MOST_RECORDS];
  private final int[] rows = new int[MOST_RECORDS];
  private int heldCount;

  /** The slice of the line before, which is mostly the next line's as well. */
  private TimeSlice latest;

  private long latestEnd = NONE;

  StagedSlices(WindowedAggregation first) {
    aggregation = first.aggregation();
    Arrays.setAll(keys, i -> aggregation.newGroupKey());
    windows = first.windows();
    members.add(first);
    latest = newSlice(0);
  }

  @Override
  public boolean share(WindowOperator other) {
    return other instanceof WindowedAggregation && share((WindowedAggregation) other);
  }

  private boolean share(WindowedAggregation other) {
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

  @Override
  public boolean add(Record record) {
    long time = record.timeMillis();
    boolean first = (time >= latestEnd || time < latest.start) && moveTo(time);
    TimeSlice slice = latest;
    if (aggregation.accepts(record)) {
      slice.aggregatedLines++;
      keys[heldCount].read(record);
      held[heldCount++] = record;
    } else {
      slice.filteredLines++;
    }
    return first;
  }

  @Override
  public void releaseRecords() {
    latest.groups.addUnlimited(keys, held, heldCount, rows);
    heldCount = 0;
  }

  /** Makes the slice of a time the latest; whether it is a new one. */
  private boolean moveTo(long timeMillis) {
    releaseRecords();
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

  @Override
  public boolean takesParts() {
    return true;
  }

  @Override
  public void take(StagedLines part) {
    StagedSlices from = (StagedSlices) part;
    releaseRecords();
    from.releaseRecords();
    from.slices.values().forEach(this::take);
    from.drop();
  }

  private void take(TimeSlice part) {
    @Nullable TimeSlice found = slices.get(part.start);
    if (found == null) {
      slices.put(part.start, part);
      members.forEach(member -> member.expect(part.start));
    } else {
      found.merge(part);
    }
  }

  @Override
  public void drop() {
    heldCount = 0;
    slices.clear();
    latest = newSlice(0);
    latestEnd = NONE;
  }

  @Override
  public void flush(ByteWriter log) {
    releaseRecords();
    log.writeUnsigned(slices.size());
    for (TimeSlice slice : slices.values()) {
      slice.encode(log);
    }
    merge();
  }

  @Override
  public void flushUnlogged() {
    releaseRecords();
    merge();
  }

  @Override
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
