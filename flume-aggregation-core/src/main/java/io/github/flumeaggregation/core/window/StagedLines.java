package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The lines of one batch, aggregated by themselves: what is written to a log, and then merged into
 * the windows. So a batch has its full effect or none, and reading the log has the same effect.
 */
final class StagedLines {
  private final SliceLog log;
  private final Windows windows;
  private final TreeMap<Long, TimeSlice> slices = new TreeMap<>();
  private final TreeMap<Long, Long> lateByEnd = new TreeMap<>();
  private @Nullable TimeSlice latest;

  /** For lines of {@code log}, which makes the slices but does not hold them. */
  StagedLines(SliceLog log, Windows windows) {
    this.log = log;
    this.windows = windows;
  }

  /** The staged slice that begins at {@code start}, or null if it has no line yet. */
  @Nullable
  TimeSlice find(long start) {
    if (latest == null || latest.start != start) {
      TimeSlice found = slices.get(start);
      if (found == null) {
        return null;
      }
      latest = found;
    }
    return latest;
  }

  /** Makes the slice that begins at {@code start}. */
  TimeSlice create(long start) {
    TimeSlice slice = log.newSlice(start, windows.firstEnd(start));
    slices.put(start, slice);
    latest = slice;
    return slice;
  }

  /** Notes a line that is late for the window that ends at {@code end}. */
  void addLate(long end) {
    lateByEnd.merge(end, 1L, Long::sum);
  }

  Collection<TimeSlice> slices() {
    return slices.values();
  }

  /** Number of late lines by the end of the window. */
  Map<Long, Long> lateByEnd() {
    return lateByEnd;
  }

  void clear() {
    slices.clear();
    lateByEnd.clear();
    latest = null;
  }

  void encode(ByteWriter out) {
    out.writeUnsigned(slices.size());
    for (TimeSlice slice : slices.values()) {
      slice.encode(out);
    }
    out.writeUnsigned(lateByEnd.size());
    for (Map.Entry<Long, Long> late : lateByEnd.entrySet()) {
      out.writeSigned(late.getKey()).writeUnsigned(late.getValue());
    }
  }

  void decode(ByteReader in) {
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      create(in.readSigned()).decode(in);
    }
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      long end = in.readSigned();
      lateByEnd.put(end, in.readUnsigned());
    }
  }
}
