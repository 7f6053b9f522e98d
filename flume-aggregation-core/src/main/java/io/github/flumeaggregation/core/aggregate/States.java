package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.core.record.Record;

/**
 * The aggregate states of many groups, one row each; made by {@link Aggregates#newStates}.
 *
 * <p>States that can be subtracted and states that can only be merged lie apart, since a sliding
 * window treats them differently. Not safe for several threads.
 */
public final class States {
  /** This object, two layouts and two storages, without what the storages grow by. */
  private static final int OBJECT_BYTES = 600;

  private final Layout invertibleLayout;
  private final Layout mergeOnlyLayout;
  private final Cells invertible;
  private final Cells mergeOnly;
  private final Cell linesCell = new Cell();

  /** Of no meaning, but a compiler would leave out loads of which nothing is kept. */
  @SuppressWarnings("unused")
  private long prefetched;

  States(Layout invertibleLayout, Layout mergeOnlyLayout) {
    this(
        invertibleLayout, invertibleLayout.newCells(), mergeOnlyLayout, mergeOnlyLayout.newCells());
  }

  private States(
      Layout invertibleLayout, Cells invertible, Layout mergeOnlyLayout, Cells mergeOnly) {
    this.invertibleLayout = invertibleLayout;
    this.mergeOnlyLayout = mergeOnlyLayout;
    this.invertible = invertible;
    this.mergeOnly = mergeOnly;
  }

  /**
   * The first {@code rows} rows as they are now, for another thread to read, and never to be
   * changed. Costs next to nothing whatever they hold: a row is copied when it is changed here.
   */
  public States view(int rows) {
    return new States(
        invertibleLayout.copy(),
        invertible.lend(rows),
        mergeOnlyLayout.copy(),
        mergeOnly.lend(rows));
  }

  /** Makes {@code row} the state of no lines; rows begin with undefined content. */
  public void clear(int row) {
    invertibleLayout.clear(invertible, row);
    mergeOnlyLayout.clear(mergeOnly, row);
  }

  /**
   * Has the processor load the rows {@code rows[from, to)}, so that it waits for the memory once
   * and not for each.
   */
  public void prefetch(int[] rows, int from, int to) {
    prefetched = invertible.sum(rows, from, to) + mergeOnly.sum(rows, from, to);
  }

  /** Adds a line to {@code row}. */
  public void add(Record record, int row) {
    addInvertible(record, row);
    addMergeOnly(record, row);
  }

  /** As {@link #add}, for the states that can be subtracted again. */
  public void addInvertible(Record record, int row) {
    invertibleLayout.add(record, invertible, row);
  }

  /** As {@link #add}, for the states that cannot be subtracted again. */
  public void addMergeOnly(Record record, int row) {
    mergeOnlyLayout.add(record, mergeOnly, row);
  }

  /** Adds row {@code partRow} of {@code parts} to {@code row}. */
  public void merge(int row, States parts, int partRow) {
    mergeInvertible(row, parts, partRow);
    mergeMergeOnly(row, parts, partRow);
  }

  /** As {@link #merge}, for the states that can be subtracted again. */
  public void mergeInvertible(int row, States parts, int partRow) {
    invertibleLayout.merge(invertible, row, parts.invertible, partRow);
  }

  /** Takes away what {@link #mergeInvertible} added. */
  public void subtractInvertible(int row, States parts, int partRow) {
    invertibleLayout.subtract(invertible, row, parts.invertible, partRow);
  }

  /** As {@link #merge}, for the states that cannot be subtracted again. */
  public void mergeMergeOnly(int row, States parts, int partRow) {
    mergeOnlyLayout.merge(mergeOnly, row, parts.mergeOnly, partRow);
  }

  /** As {@link #clear}, for the states that cannot be subtracted again. */
  public void clearMergeOnly(int row) {
    mergeOnlyLayout.clear(mergeOnly, row);
  }

  /** Replaces the states that cannot be subtracted by those of another row. */
  public void copyMergeOnly(int row, States source, int sourceRow) {
    clearMergeOnly(row);
    mergeOnlyLayout.merge(mergeOnly, row, source.mergeOnly, sourceRow);
  }

  /** Writes {@code row} down; the same lines give the same bytes, in whatever order they came. */
  public void encode(int row, ByteWriter out) {
    invertibleLayout.encode(invertible, row, out);
    mergeOnlyLayout.encode(mergeOnly, row, out);
  }

  /**
   * Makes {@code row} what {@link #encode} wrote.
   *
   * @throws io.github.flumeaggregation.core.encoding.MalformedBytesException if that is not what
   *     the bytes hold
   */
  public void decode(ByteReader in, int row) {
    clear(row);
    invertibleLayout.decode(in, invertible, row);
    mergeOnlyLayout.decode(in, mergeOnly, row);
  }

  /**
   * Makes {@code row} what a row of other columns amounts to.
   *
   * @param invertibleBefore for each state that can be subtracted, its number there; less than 0 if
   *     it is not there and begins with no lines
   * @param mergeOnlyBefore the same of the others
   */
  void carry(int row, States old, int oldRow, int[] invertibleBefore, int[] mergeOnlyBefore) {
    clear(row);
    invertibleLayout.mergeSome(
        invertible, row, old.invertibleLayout, old.invertible, oldRow, invertibleBefore);
    mergeOnlyLayout.mergeSome(
        mergeOnly, row, old.mergeOnlyLayout, old.mergeOnly, oldRow, mergeOnlyBefore);
  }

  /** Whether there are states that cannot be subtracted. */
  public boolean hasMergeOnly() {
    return !mergeOnlyLayout.isEmpty();
  }

  /** What a group takes in memory, in bytes, without what grows with its values. */
  public int bytesPerRow() {
    return invertible.bytesPerRow() + mergeOnly.bytesPerRow();
  }

  /** About what all rows take in memory. */
  public long bytesHeld() {
    return OBJECT_BYTES + invertible.bytesHeld() + mergeOnly.bytesHeld();
  }

  /** Number of lines in {@code row}. */
  public long lines(int row) {
    locate(Aggregates.LINES, row, linesCell);
    return Count.value(linesCell);
  }

  /** Points {@code cell} at one state of {@code row}. */
  void locate(StateRef ref, int row, Cell cell) {
    if (ref.invertible) {
      invertibleLayout.locate(invertible, row, ref.index, cell);
    } else {
      mergeOnlyLayout.locate(mergeOnly, row, ref.index, cell);
    }
  }
}
