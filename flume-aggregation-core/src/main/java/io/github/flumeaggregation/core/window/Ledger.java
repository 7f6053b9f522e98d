package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The books of the windows of one aggregation, by the windows' ends, and which of them have got
 * late lines since they were last emitted.
 *
 * <p>Bound: of the final windows the newest {@code maxBooks} are kept, less those that are not
 * final yet, which are all kept. Once a window's books are forgotten they are never begun anew,
 * since that would number their revisions from 1 again: late lines for it are counted by {@link
 * #unbookedLines()} alone.
 */
final class Ledger {
  private final int maxBooks;
  private final TreeMap<Long, WindowBooks> books = new TreeMap<>();
  private final TreeSet<Long> endsWithNewLate = new TreeSet<>();

  /** Windows that end at or before this are final. */
  private long finalThrough = Long.MIN_VALUE;

  /** The books of final windows that end at or before this may have been forgotten. */
  private long forgottenThrough = Long.MIN_VALUE;

  private long unbookedLines;

  Ledger(int maxBooks) {
    this.maxBooks = maxBooks;
  }

  int size() {
    return books.size();
  }

  /** About what the books take in memory. */
  long bytesHeld() {
    long bytes = 0;
    for (WindowBooks window : books.values()) {
      bytes += window.bytesHeld();
    }
    return bytes;
  }

  /** The books of a window that is not final. */
  WindowBooks of(long end) {
    return books.computeIfAbsent(end, e -> new WindowBooks());
  }

  /** Books lines that came for a final window; false if its books have been forgotten. */
  boolean addLate(long end, long lines) {
    if (end <= forgottenThrough) {
      return false;
    }
    of(end).addLate(lines);
    endsWithNewLate.add(end);
    return true;
  }

  /** Notes lines for windows whose books have been forgotten. */
  void addUnbooked(long lines) {
    unbookedLines += lines;
  }

  /** How many lines came so late that the books of a window of theirs had been forgotten. */
  long unbookedLines() {
    return unbookedLines;
  }

  /** Whether there are books that {@link #nextWithNewLate()} would take. */
  boolean hasNewLate() {
    return !endsWithNewLate.isEmpty();
  }

  /** Takes the earliest window that has got late lines; there must be one. */
  long nextWithNewLate() {
    return endsWithNewLate.first();
  }

  /** The books of a window have been emitted, with the late lines in them. */
  void emittedNewLate(long end) {
    endsWithNewLate.remove(end);
    prune();
  }

  /** The end of the first window after {@code end} that has books; or null. */
  @Nullable
  Long endAfter(long end) {
    return books.higherKey(end);
  }

  /** Makes the windows final that end at or before {@code horizon}. */
  void makeFinal(long horizon) {
    if (horizon > finalThrough) {
      // They are never emitted again, so nobody asks for their groups.
      for (WindowBooks window : books.subMap(finalThrough, false, horizon, true).values()) {
        window.setEmittedGroups(null);
      }
      finalThrough = horizon;
    }
    prune();
  }

  private void prune() {
    while (books.size() > maxBooks) {
      long oldest = books.firstKey();
      if (oldest > finalThrough || endsWithNewLate.contains(oldest)) {
        return;
      }
      books.pollFirstEntry();
      forgottenThrough = oldest;
    }
  }

  void encode(ByteWriter out) {
    out.writeSigned(finalThrough).writeSigned(forgottenThrough).writeUnsigned(unbookedLines);
    out.writeUnsigned(books.size());
    for (Map.Entry<Long, WindowBooks> entry : books.entrySet()) {
      out.writeSigned(entry.getKey());
      entry.getValue().encode(out);
    }
    out.writeUnsigned(endsWithNewLate.size());
    for (long end : endsWithNewLate) {
      out.writeSigned(end);
    }
  }

  /** Makes this, which must be new, what {@link #encode} wrote. */
  void decode(ByteReader in) {
    finalThrough = in.readSigned();
    forgottenThrough = in.readSigned();
    unbookedLines = in.readUnsigned();
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      long end = in.readSigned();
      books.put(end, WindowBooks.decode(in));
    }
    for (int i = in.readSize(Integer.MAX_VALUE); i > 0; i--) {
      endsWithNewLate.add(in.readSigned());
    }
  }
}
