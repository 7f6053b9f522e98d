package io.github.flumeaggregation.core.window;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;

/**
 * What is known of the windows of one aggregation. {@link WindowedAggregation} changes it as lines
 * come and windows become final, {@link WindowEmitter} as windows are emitted.
 */
final class WindowContents {
  /** How many windows' books are kept, see {@link Ledger}. */
  private static final int MAX_BOOKS = 100_000;

  final Aggregation aggregation;
  final Windows windows;
  final WindowProgress progress;
  final SliceLog slices;
  final Ledger ledger = new Ledger(MAX_BOOKS);
  final DirtyGroups dirty;
  final ColumnsSince since = new ColumnsSince();

  /** Made anew from the slices when it is needed: no part of the state that is written down. */
  final CurrentWindow current;

  /** The same for windows that late lines have changed. */
  final RevisedWindow revised;

  WindowContents(Aggregation aggregation, Windows windows) {
    this.aggregation = aggregation;
    this.windows = windows;
    this.progress = new WindowProgress(windows);
    this.slices = new SliceLog(aggregation, windows);
    this.dirty = new DirtyGroups(windows);
    this.current = new CurrentWindow(aggregation, windows.isTotal(), slices);
    this.revised = new RevisedWindow(aggregation, windows, slices, dirty);
  }

  /** With what the windows that are open will take again when they wait for their rows. */
  long bytesHeld() {
    long whenEmitted = slices.bytesHeldFrom(progress.firstOpenStart());
    long merges = current.bytesHeld() + revised.bytesHeld();
    return slices.bytesHeld() + whenEmitted + merges + ledger.bytesHeld() + dirty.bytesHeld();
  }

  void encode(ByteWriter out) {
    slices.encode(out);
    encodeProgress(out);
    since.encode(out);
  }

  /** Makes this, which must be empty, what {@link #encode} wrote. */
  void decode(ByteReader in) {
    slices.decode(in);
    decodeProgress(in);
    since.decode(in);
  }

  /** Writes how far the windows are, without their values. */
  void encodeProgress(ByteWriter out) {
    progress.encode(out);
    dirty.encode(out);
    ledger.encode(out);
  }

  void decodeProgress(ByteReader in) {
    progress.decode(in);
    dirty.decode(in);
    ledger.decode(in);
  }
}
