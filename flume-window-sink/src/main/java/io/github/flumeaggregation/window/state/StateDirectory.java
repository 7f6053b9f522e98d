package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The files of a sink's durable state: {@code snapshot-N}, the whole state at one moment; {@code
 * log-N}, what has happened since; {@code manifest}, which says what N is and what these two hold
 * at least; {@code confirmed}, see {@link ForcedRecords}; and {@code lock}, held while the sink
 * runs.
 *
 * <p>A new snapshot and its log are written beside the old ones and forced; then the manifest is
 * replaced, in one step, and only then are the old files given up. So there is one complete state
 * at every moment. While a snapshot is written, which may take long, each record goes into both
 * logs: the old one is that of the state until the manifest says so of the new one. What the
 * manifest names must be there, or nothing is read and nothing written: a sink never goes on from
 * something older than what it had made durable.
 *
 * <p>Not safe for several threads.
 */
public final class StateDirectory implements Closeable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Disk disk;
  private final File directory;
  private final StateFiles files;
  private final Closeable lock;
  private @Nullable Manifest manifest;
  private @Nullable Snapshot snapshot;
  private long snapshotBytes;
  private @Nullable StateLog log;
  private @Nullable Object logIdentity;

  /** That of a snapshot which has been begun and not finished. */
  private @Nullable StateLog nextLog;

  /** The log before the present one, if its room is known to be on the disk. */
  private @Nullable File spareLog;

  private @Nullable ForcedRecords forcedRecords;

  private StateDirectory(Disk disk, File directory, Closeable lock) {
    this.disk = disk;
    this.directory = directory;
    this.files = new StateFiles(disk, directory);
    this.lock = lock;
  }

  /**
   * Locks the directory, and makes it before if need be.
   *
   * @throws StateException if that cannot be done
   */
  static StateDirectory open(Disk disk, File directory) {
    try {
      disk.makeDirectory(directory);
    } catch (IOException e) {
      throw cannotOpen(directory, e);
    }
    return openExisting(disk, directory);
  }

  /**
   * Locks a directory that exists.
   *
   * @throws StateException if that cannot be done
   */
  public static StateDirectory openExisting(Disk disk, File directory) {
    try {
      Closeable lock = disk.lock(directory);
      try {
        return new StateDirectory(disk, directory, lock);
      } catch (Error e) {
        lock.close(); // or nobody could take it any more
        throw e;
      }
    } catch (IOException e) {
      throw cannotOpen(directory, e);
    }
  }

  private static StateException cannotOpen(File directory, IOException e) {
    return new StateException(
        "cannot open stateDir "
            + directory
            + " ("
            + e
            + "). It must be a directory that the agent's user can write. Nothing is lost: events"
            + " stay in the channel",
        e);
  }

  /**
   * Opens the snapshot that the manifest names.
   *
   * @return its content, to be read before this is closed or another one written, or null if no
   *     state has been begun here
   * @throws StateException if not everything is there that was written
   */
  @Nullable
  ByteReader readSnapshot() {
    try {
      Manifest current = findManifest();
      manifest = current;
      return current.generation == 0 ? null : readSnapshot(current);
    } catch (IOException e) {
      throw new StateException(
          "cannot read the state in "
              + directory
              + " ("
              + e
              + "). Nothing has been changed. The agent's user must be able to read all files"
              + " there; the sink tries again by itself",
          e);
    }
  }

  private Manifest findManifest() throws IOException {
    try {
      Manifest found = Manifest.read(disk, directory);
      // One step ahead is what a crash leaves just before the manifest is replaced.
      if (files.newest() > found.generation + 1) {
        throw StateException.damaged(
            new File(directory, Manifest.NAME), "it is older than other files beside it");
      }
      return found;
    } catch (NoSuchFileException e) {
      if (files.newest() > 0) {
        throw StateException.damaged(
            new File(directory, Manifest.NAME), "it is missing, and other files of a state exist");
      }
      return Manifest.beginning();
    }
  }

  private ByteReader readSnapshot(Manifest current) throws IOException {
    File file = files.snapshot(current.generation);
    try {
      Snapshot opened = Snapshot.open(disk, file, current.snapshotCrc);
      snapshot = opened;
      return opened.content();
    } catch (NoSuchFileException e) {
      throw missing(file);
    }
  }

  private static StateException missing(File file) {
    return StateException.damaged(file, "it is missing");
  }

  /** Gives the records since the snapshot, in order. */
  void readLog(Consumer<byte[]> reader) {
    Manifest current = manifest();
    File file = files.log(current.generation);
    try (Disk.Input input = disk.openToRead(file)) {
      long forced = ForcedRecords.read(disk, directory, current.logId);
      new LogReader(file, input, current.logId).read(current.logBytes, forced, reader);
    } catch (NoSuchFileException e) {
      throw missing(file);
    } catch (IOException e) {
      throw new StateException("cannot read " + file + " (" + e + ")", e);
    }
  }

  private Manifest manifest() {
    if (manifest == null) {
      throw new IllegalStateException("the snapshot has not been read yet");
    }
    return manifest;
  }

  /** How many snapshots there have been; 0 if no state has been begun. */
  long generation() {
    return manifest().generation;
  }

  /**
   * Makes what {@code content} writes the state from which a restart begins, with an empty log. It
   * must not need what is still to be read of the last one.
   */
  void writeSnapshot(Consumer<ByteWriter> content) throws IOException {
    File file = beginSnapshot();
    finishSnapshot(Snapshot.write(disk, file, content, () -> false));
  }

  /**
   * Begins a snapshot of this moment: from now on records go into its log too.
   *
   * @return the file that it is to be written to, by any thread; then {@link #finishSnapshot}
   */
  File beginSnapshot() throws IOException {
    close(snapshot);
    snapshot = null;
    close(nextLog);
    if (generation() == 0) {
      disk.forceNamesThrough(directory);
      // So that a crash before the first snapshot is complete does not look like a lost manifest.
      Manifest.beginning().write(disk, directory);
    }
    // Whoever renamed the manifest that was read may have died before that was forced: its name
    // must not become durable after those of the files that are made now.
    forceNames();
    long next = generation() + 1;
    nextLog = createLog(files.log(next));
    return files.snapshot(next);
  }

  /**
   * A spare log gets the name, which saves the writing of zeros. Any other file that has it, left
   * by whoever failed or died, is not used: its force may have failed, and after that the system
   * may take its pages for written, so that no later force would bring its room to the disk.
   */
  private StateLog createLog(File file) throws IOException {
    if (spareLog == null) {
      disk.delete(file);
    } else {
      disk.rename(spareLog, file);
      spareLog = null;
    }
    return StateLog.create(disk, file, RANDOM.nextLong());
  }

  /** Makes the snapshot that was begun, and has been written, the state, with its log. */
  void finishSnapshot(Snapshot.Written written) throws IOException {
    StateLog newLog = Objects.requireNonNull(nextLog, "no snapshot has been begun");
    long next = generation() + 1;
    if (newLog.length() > 0) {
      newLog.force();
    }
    forceNames();
    logIdentity = disk.identity(files.log(next));
    replaceManifest(new Manifest(next, written.crc(), newLog.id(), newLog.allocated()));
    spareLog = log == null ? null : files.log(next - 1);
    closeLog();
    log = newLog;
    nextLog = null;
    snapshotBytes = written.bytes();
    if (newLog.length() > 0) {
      noteForced(newLog);
    }
    files.deleteOlderThan(next, spareLog);
  }

  private void forceNames() throws IOException {
    disk.forceDirectory(directory);
  }

  private void replaceManifest(Manifest next) throws IOException {
    next.write(disk, directory);
    manifest = next;
  }

  /**
   * Writes a record to the log.
   *
   * @param forced whether it must be on the disk before this returns
   */
  void append(ByteWriter record, boolean forced) throws IOException {
    StateLog current = log();
    if (!current.hasRoom(record.length())) {
      current.grow(record.length());
      Manifest last = manifest();
      replaceManifest(
          new Manifest(last.generation, last.snapshotCrc, last.logId, current.allocated()));
    }
    current.append(record.array(), record.length());
    if (nextLog != null) {
      appendToNext(nextLog, record);
    }
    if (forced) {
      force();
    }
  }

  /** Forced when the snapshot is finished; until then the other log has it. */
  private static void appendToNext(StateLog next, ByteWriter record) throws IOException {
    if (!next.hasRoom(record.length())) {
      next.grow(record.length());
    }
    next.append(record.array(), record.length());
  }

  /** Returns when all records are on the disk, where the next start will look for them. */
  void force() throws IOException {
    StateLog current = log();
    current.force();
    requireStillThere();
    noteForced(current);
  }

  private void noteForced(StateLog forced) throws IOException {
    if (forcedRecords == null) {
      forcedRecords = new ForcedRecords(disk, directory);
    }
    forcedRecords.write(forced.id(), forced.forcedRecords());
  }

  /** Files that were deleted, or unmounted, can be written and forced as if nothing were wrong. */
  private void requireStillThere() throws IOException {
    File file = files.log(generation());
    try {
      if (disk.identity(file).equals(logIdentity)) {
        return;
      }
    } catch (NoSuchFileException e) {
      // Said below.
    }
    throw new IOException(file + " was taken away while the sink was running");
  }

  private StateLog log() {
    if (log == null) {
      throw new IllegalStateException("no snapshot has been written yet");
    }
    return log;
  }

  /** Bytes in the snapshot that was written last; 0 if none was. */
  long snapshotBytes() {
    return snapshotBytes;
  }

  /** Bytes in the log since the snapshot. */
  long logBytes() {
    return log == null ? 0 : log.length();
  }

  /** The same since the snapshot that was begun last, be it finished or not. */
  long bytesToRepeat() {
    return nextLog == null ? logBytes() : nextLog.length();
  }

  public File directory() {
    return directory;
  }

  private void closeLog() {
    close(log);
    close(forcedRecords);
    log = null;
    forcedRecords = null;
  }

  private static void close(@Nullable Closeable file) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // Everything that was promised has been forced; nothing depends on closing.
    }
  }

  /** Releases the lock. */
  @Override
  public void close() {
    close(snapshot);
    closeLog();
    close(nextLog);
    try {
      lock.close();
    } catch (IOException e) {
      throw new StateException("cannot release the lock of " + directory + " (" + e + ")", e);
    }
  }
}
