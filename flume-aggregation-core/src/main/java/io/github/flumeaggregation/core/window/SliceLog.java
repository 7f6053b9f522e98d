package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.aggregate.CarriedStates;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The slices of an aggregation that may still change, by their start.
 *
 * <p>Idea: a closed window keeps no values of its own. As long as a line may come for it, its
 * slices are here, and it is made again from them (decision 1). Of windows without a beginning
 * (totals), the slices that change no more are folded into one, which stands before all others.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>a slice is here from its first line on until {@link #expire} passes the last window that it
 *       causes; there are no empty slices;
 *   <li>of a total, what was folded and the slices together hold each line once;
 *   <li>a slice has up to twice {@code maxGroups} groups, and more only until the change of a
 *       closed window has been emitted, which has to name the groups that lose their rows. Which
 *       slices these are follows from the slices, so it is not written down.
 * </ol>
 *
 * <p>Cost: a look-up is logarithmic in the number of slices, which is (length of the window +
 * {@code allowedLateness}) / length of a slice at most, and fewer where no lines came. Memory: the
 * groups of each slice, once for each slice that a group has lines in.
 */
final class SliceLog {
  private final Aggregation aggregation;
  private final Windows windows;
  private final TreeMap<Long, TimeSlice> slices = new TreeMap<>();

  /** Slices of closed windows that grew too large, to be limited when that has been emitted. */
  private final Set<TimeSlice> tooLarge = new HashSet<>();

  /** Of totals, everything before the slices; null if there is nothing yet. */
  private @Nullable TimeSlice folded;

  /** What all slices take in memory; a slice is counted anew when it has changed. */
  private long bytes;

  /** The part of it that is of slices which begin at or after {@link #openFrom}. */
  private long openBytes;

  private long openFrom = Long.MIN_VALUE;

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
    recount(slice);
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
    return bytes + (folded == null ? 0 : folded.groups.bytesHeld());
  }

  /**
   * About what the slices take in memory that begin at or after {@code from}. Costs what slices are
   * between this time and that of the last call.
   */
  long bytesHeldFrom(long from) {
    for (TimeSlice slice :
        slices.subMap(Math.min(openFrom, from), Math.max(openFrom, from)).values()) {
      openBytes += from < openFrom ? slice.countedBytes : -slice.countedBytes;
    }
    openFrom = from;
    return openBytes;
  }

  /** A slice has changed. */
  private void recount(TimeSlice slice) {
    count(slice, slice.bytesHeld());
  }

  private void count(TimeSlice slice, long bytesNow) {
    long more = bytesNow - slice.countedBytes;
    slice.countedBytes = bytesNow;
    bytes += more;
    openBytes += slice.start >= openFrom ? more : 0;
  }

  /** Folds half of the groups of each slice that may still change. */
  void halveGroups() {
    for (TimeSlice slice : slices.values()) {
      slice.groups.halve();
      recount(slice);
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

  /** Of totals, everything before the slices; null if there is nothing yet. */
  @Nullable
  TimeSlice folded() {
    return folded;
  }

  /** The slices that begin at or after {@code from}, oldest first. */
  Iterable<TimeSlice> from(long from) {
    return slices.tailMap(from).values();
  }

  /** The slice in {@code [from, to)}, if there is exactly one; of windows that have a beginning. */
  @Nullable
  TimeSlice only(long from, long to) {
    Map.Entry<Long, TimeSlice> first = slices.ceilingEntry(from);
    Map.Entry<Long, TimeSlice> last = slices.lowerEntry(to);
    boolean isOne = first != null && last != null && first.getKey().equals(last.getKey());
    return isOne ? first.getValue() : null;
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

  /**
   * Takes note of a slice that has got lines, and limits its groups, if there are too many.
   *
   * @param closed whether a window of it has been emitted: then not before the change is emitted
   *     too, which must know the groups that had rows
   */
  void limit(TimeSlice slice, boolean closed) {
    if (slice.groups.isTooLarge()) {
      if (closed) {
        tooLarge.add(slice);
      } else {
        slice.groups.limit();
      }
    }
    recount(slice);
  }

  /** Whether there are slices that {@link #limitTooLarge} would limit. */
  boolean hasTooLarge() {
    return !tooLarge.isEmpty();
  }

  /** Limits the slices whose changes have been emitted meanwhile. */
  void limitTooLarge() {
    for (TimeSlice slice : tooLarge) {
      slice.groups.limit();
      recount(slice);
    }
    tooLarge.clear();
  }

  /**
   * Forgets or folds the slices all of whose windows of their own have ended by the horizon.
   *
   * @return start of the newest of these; the smallest long if there was none
   */
  long expire(long horizon) {
    long newest = Long.MIN_VALUE;
    while (!slices.isEmpty() && windows.lastCausedEnd(slices.firstKey()) <= horizon) {
      TimeSlice expired = slices.pollFirstEntry().getValue();
      newest = expired.start;
      count(expired, 0);
      tooLarge.remove(expired);
      if (windows.isTotal()) {
        fold(expired);
      }
    }
    return newest;
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

  /** Makes this log, which must be empty, what one of other columns amounts to. */
  void carry(SliceLog before, CarriedStates carried) {
    if (before.folded != null) {
      folded = newSlice(before.folded.start, Long.MIN_VALUE);
      folded.carry(before.folded, carried);
    }
    for (TimeSlice old : before.slices.values()) {
      TimeSlice slice = create(old.start);
      slice.carry(old, carried);
      limit(slice, true);
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
      TimeSlice slice = create(in.readSigned());
      slice.decode(in);
      limit(slice, true);
    }
  }
}
