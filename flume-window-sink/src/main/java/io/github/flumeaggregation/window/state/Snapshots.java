package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteImage;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * When snapshots of a running state are taken: they are due by what it takes to do the log again.
 *
 * <p>Only the {@link ByteImage} of the state is made while nothing else happens; it is written by a
 * thread of its own ({@link SnapshotWriting}), and is the state's snapshot from the first record on
 * that comes after that. One at a time: a second one that is due waits for the first, and with it
 * the lines, so that what is to be done again stays bounded.
 *
 * <p>Belongs to whoever holds the state's lock.
 */
final class Snapshots {
  /** A row that a record of a few bytes emits takes a start as long as so many bytes of lines. */
  private static final long REPLAYED_BYTES_PER_ROW = 64;

  private final Disk disk;
  private final StateDirectory directory;
  private long rowsSince;
  private @Nullable SnapshotWriting writing;

  Snapshots(Disk disk, StateDirectory directory) {
    this.disk = disk;
    this.directory = directory;
  }

  /** Takes one before this returns. */
  void takeNow(Consumer<ByteWriter> state) throws IOException {
    directory.writeSnapshot(state);
    rowsSince = 0;
  }

  /** Notes that the last record emitted so many rows. */
  void emitted(int rows) {
    rowsSince += rows;
  }

  /**
   * Finishes one that has been written, and begins one if it is due.
   *
   * @return whether one was finished
   */
  boolean advance(Consumer<ByteWriter> state) throws IOException {
    SnapshotWriting current = writing;
    boolean finishes = current != null && (current.isDone() || isDue());
    if (current != null && finishes) {
      writing = null;
      directory.finishSnapshot(current.await());
    }
    if (writing == null && isDue()) {
      begin(state);
    }
    return finishes;
  }

  private void begin(Consumer<ByteWriter> state) throws IOException {
    ByteImage image = ByteImage.of(state);
    writing = SnapshotWriting.start(disk, directory.beginSnapshot(), image);
    rowsSince = 0;
  }

  private boolean isDue() {
    long toRepeat = directory.bytesToRepeat() + REPLAYED_BYTES_PER_ROW * rowsSince;
    return toRepeat >= Math.max(disk.snapshotEveryBytes(), directory.snapshotBytes());
  }

  /** Gives up one that has been begun; nothing is written any more. */
  void close() {
    if (writing != null) {
      writing.giveUp();
      writing = null;
    }
  }
}
