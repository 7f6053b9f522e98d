package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The slices of an aggregation that may still change, by their start. Of windows without a
 * beginning, the slices that may not are folded into one.
 */
final class SliceLog {
  private final Aggregation aggregation;
  private final Windows windows;
  private final TreeMap<Long, TimeSlice> slices = new TreeMap<>();

  /** Of totals, everything before the slices; null if there is nothing yet. */
  private @Nullable TimeSlice folded;

  SliceLog(Aggregation aggregation, Windows windows) {
    this.aggregation = aggregation;
    this.windows = windows;
  }

  /** The slice that begins at {@code start}, or null if it has no line yet. */
  @Nullable
  TimeSlice find(long start) {
    return slices.get(start);
  }

  /** Makes the slice that begins at {@code start}. */
  TimeSlice create(long start) {
    TimeSlice slice = newSlice(start, windows.firstEnd(start));
    slices.put(start, slice);
    return slice;
  }

  /** A slice that is not part of the log. */
  TimeSlice newSlice(long start, long firstEnd) {
    return new TimeSlice(start, firstEnd, aggregation.newGroups());
  }

  int size() {
    return slices.size();
  }

  long groups() {
    long groups = 0;
    for (TimeSlice slice : slices.values()) {
      groups += slice.groups.size();
    }
    return groups;
  }

  /** About what the slices take in memory. */
  long bytesHeld() {
    long bytes = folded == null ? 0 : folded.groups.bytesHeld();
    for (TimeSlice slice : slices.values()) {
      bytes += slice.groups.bytesHeld();
    }
    return bytes;
  }

  /** Folds half of the groups of each slice that may still change. */
  void halveGroups() {
    for (TimeSlice slice : slices.values()) {
      slice.groups.halve();
    }
    if (folded != null) {
      folded.groups.halve();
    }
  }

  /** The oldest slice, or null. */
  @Nullable
  TimeSlice first() {
    Map.Entry<Long, TimeSlice> first = slices.firstEntry();
    return first == null ? null : first.getValue();
  }

  /** The slices that begin at or after {@code from}, oldest first. */
  Iterable<TimeSlice> from(long from) {
    return slices.tailMap(from).values();
  }

  /** The slices in {@code [from, to)}, oldest first, with what was folded before them. */
  List<TimeSlice> between(long from, long to) {
    List<TimeSlice> found = new ArrayList<>();
    if (from == Long.MIN_VALUE && folded != null) {
      found.add(folded);
    }
    found.addAll(slices.subMap(from, to).values());
    return found;
  }

  /** Forgets or folds the slices all of whose windows of their own have ended by the horizon. */
  void expire(long horizon) {
    while (!slices.isEmpty() && windows.lastCausedEnd(slices.firstKey()) <= horizon) {
      TimeSlice expired = slices.pollFirstEntry().getValue();
      if (windows.isTotal()) {
        fold(expired);
      }
    }
  }

  private void fold(TimeSlice slice) {
    if (folded == null) {
      folded = newSlice(Long.MIN_VALUE, Long.MIN_VALUE);
    }
    folded.merge(slice);
    if (folded.groups.isTooLarge()) {
      folded.groups.limit();
    }
  }

  void encode(ByteWriter out) {
    out.writeByte(folded == null ? 0 : 1);
    if (folded != null) {
      folded.encode(out);
    }
    out.writeUnsigned(slices.size());
    for (TimeSlice slice : slices.values()) {
      slice.encode(out);
    }
  }

  /** Makes this log, which must be empty, what {@link #encode} wrote. */
  void decode(ByteReader in) {
    if (in.readByte() != 0) {
      folded = newSlice(in.readSigned(), Long.MIN_VALUE);
      folded.decode(in);
    }
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      create(in.readSigned()).decode(in);
    }
  }
}
