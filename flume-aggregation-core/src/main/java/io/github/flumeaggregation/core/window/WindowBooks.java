package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;

/**
 * What became of the lines of one window: lines in = aggregated + filtered + late. Kept after the
 * window's values are gone, so that a line that comes too late is still booked.
 */
public final class WindowBooks {
  /** This object, and its place in a map. */
  private static final int BYTES = 128;

  private static final int HAS_GROUPS = 1;
  private static final int UNCERTAIN = 2;

  private long aggregated;
  private long filtered;
  private long late;
  private long other;
  private boolean uncertain;
  private int revision;

  /** The groups that had rows in the last emission; null if that was all of them. */
  private @Nullable GroupKeys emittedGroups;

  WindowBooks() {}

  /** Of a window whose lines are in other books. */
  static WindowBooks ofRevision(int revision) {
    WindowBooks books = new WindowBooks();
    books.revision = revision;
    return books;
  }

  /** Notes what the window holds now. */
  void set(long newAggregated, long newFiltered, long newOther, boolean newCertain) {
    aggregated = newAggregated;
    filtered = newFiltered;
    other = newOther;
    uncertain = !newCertain;
  }

  void addLate(long lines) {
    late += lines;
  }

  @Nullable
  GroupKeys emittedGroups() {
    return emittedGroups;
  }

  void setEmittedGroups(@Nullable GroupKeys groups) {
    emittedGroups = groups;
  }

  /** About what they take in memory. */
  long bytesHeld() {
    return BYTES + (emittedGroups == null ? 0 : emittedGroups.bytesHeld());
  }

  int nextRevision() {
    return ++revision;
  }

  void encode(ByteWriter out) {
    out.writeUnsigned(aggregated).writeUnsigned(filtered).writeUnsigned(late);
    out.writeUnsigned(other).writeUnsigned(revision);
    out.writeByte((emittedGroups == null ? 0 : HAS_GROUPS) | (uncertain ? UNCERTAIN : 0));
    if (emittedGroups != null) {
      emittedGroups.encodeSorted(out);
    }
  }

  static WindowBooks decode(ByteReader in) {
    WindowBooks books = new WindowBooks();
    books.aggregated = in.readUnsigned();
    books.filtered = in.readUnsigned();
    books.late = in.readUnsigned();
    books.other = in.readUnsigned();
    books.revision = in.readSize(Integer.MAX_VALUE);
    int flags = in.readByte();
    books.uncertain = (flags & UNCERTAIN) != 0;
    books.emittedGroups = (flags & HAS_GROUPS) == 0 ? null : GroupKeys.decode(in);
    return books;
  }

  WindowBooks copy() {
    WindowBooks copy = new WindowBooks();
    copy.set(aggregated, filtered, other, !uncertain);
    copy.late = late;
    copy.revision = revision;
    return copy;
  }

  /** Lines whose time lies in the window. */
  public long in() {
    return aggregated + filtered + late;
  }

  /** Lines that are in the rows of the window. */
  public long aggregated() {
    return aggregated;
  }

  /** Lines that {@code where} kept out. */
  public long filtered() {
    return filtered;
  }

  /** Lines that came after the allowed lateness. */
  public long late() {
    return late;
  }

  /** Of the aggregated lines, those in the group {@code (other)}. */
  public long other() {
    return other;
  }

  /** Whether all rows of the last emission are {@link ResultRow#isCertain certain}. */
  public boolean isCertain() {
    return !uncertain;
  }

  /** How often the window has been emitted, this time included. */
  public int revision() {
    return revision;
  }
}
