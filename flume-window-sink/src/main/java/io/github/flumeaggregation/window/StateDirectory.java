package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The files of a sink's durable state: {@code snapshot-N}, the whole state at one moment; {@code
 * log-N}, what has happened since; and {@code lock}, held while the sink runs.
 *
 * <p>A new snapshot is written beside the old one, forced and renamed, and only then are the old
 * files given up; so there is a complete snapshot at every moment. The snapshot with the highest
 * number counts, with its log if there is one.
 */
final class StateDirectory implements Closeable {
  private static final long MAGIC = 0x464C554D45414747L; // "FLUMEAGG"

  /**
   * Of the snapshot's layout and of everything in it; larger ones are refused. 2 has at its end how
   * far results have been delivered.
   */
  static final int VERSION = 2;

  private static final String SNAPSHOT = "snapshot-";
  private static final Pattern SNAPSHOT_NAME = Pattern.compile(SNAPSHOT + "([0-9]{1,18})");
  private static final int CRC_BYTES = 8;

  private final Disk disk;
  private final File directory;
  private final RandomAccessFile lockFile;
  private long generation;
  private @Nullable StateLog log;

  private StateDirectory(Disk disk, File directory, RandomAccessFile lockFile) {
    this.disk = disk;
    this.directory = directory;
    this.lockFile = lockFile;
  }

  /**
   * Makes the directory if need be, and locks it.
   *
   * @throws StateException if that cannot be done
   */
  static StateDirectory open(Disk disk, File directory) {
    try {
      Files.createDirectories(directory.toPath());
      RandomAccessFile lockFile = new RandomAccessFile(new File(directory, "lock"), "rw");
      if (!isLocked(lockFile)) {
        lockFile.close();
        throw new StateException(
            "stateDir "
                + directory
                + " is in use by another window sink, of this or another process. Give every sink"
                + " a stateDir of its own, or stop the other one");
      }
      StateDirectory opened = new StateDirectory(disk, directory, lockFile);
      opened.generation = opened.latestSnapshot();
      return opened;
    } catch (IOException e) {
      throw new StateException(
          "cannot open stateDir "
              + directory
              + " ("
              + e
              + "). It must be a directory that the agent's user can write",
          e);
    }
  }

  private static boolean isLocked(RandomAccessFile lockFile) throws IOException {
    try {
      FileLock lock = lockFile.getChannel().tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private long latestSnapshot() {
    long latest = 0;
    String[] names = directory.list();
    for (String name : names == null ? new String[0] : names) {
      Matcher snapshot = SNAPSHOT_NAME.matcher(name);
      if (snapshot.matches()) {
        latest = Math.max(latest, Long.parseLong(snapshot.group(1)));
      }
    }
    return latest;
  }

  private File snapshotFile(long number) {
    return new File(directory, SNAPSHOT + number);
  }

  private File logFile(long number) {
    return new File(directory, "log-" + number);
  }

  /**
   * Reads the latest snapshot.
   *
   * @return its content after the version, or null if there is none
   */
  @Nullable
  ByteReader readSnapshot() {
    if (generation == 0) {
      return null;
    }
    File file = snapshotFile(generation);
    try {
      byte[] bytes = Files.readAllBytes(file.toPath());
      int end = bytes.length - CRC_BYTES;
      if (end < 0 || new ByteReader(bytes, end, bytes.length).readLong() != crc(bytes, end)) {
        throw damaged(file, "its checksum is wrong");
      }
      ByteReader snapshot = new ByteReader(bytes, 0, end);
      if (snapshot.readLong() != MAGIC) {
        throw damaged(file, "it is no snapshot of a window sink");
      }
      long version = snapshot.readUnsigned();
      if (version > VERSION) {
        throw new StateException(
            file
                + " was written by a newer version of the plugin (state version "
                + version
                + ", this one knows "
                + VERSION
                + "). Install that version again, or give the sink another stateDir");
      }
      return snapshot;
    } catch (IOException e) {
      throw new StateException("cannot read " + file + " (" + e + ")", e);
    }
  }

  private static StateException damaged(File file, String why) {
    return new StateException(
        file
            + " is damaged: "
            + why
            + ". Restore the state directory from a backup, or start over by the reset command"
            + " (docs/window-sink.md), which keeps the damaged state under another name");
  }

  private static long crc(byte[] bytes, int end) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, end);
    return crc.getValue();
  }

  /** Gives the records since the latest snapshot, in order; returns their number. */
  long readLog(Consumer<byte[]> reader) {
    try {
      return StateLog.read(logFile(generation), generation, reader);
    } catch (IOException e) {
      throw new StateException("cannot read " + logFile(generation) + " (" + e + ")", e);
    }
  }

  /** The start of a snapshot; what follows is the caller's. */
  static ByteWriter newSnapshot() {
    return new ByteWriter().writeLong(MAGIC).writeUnsigned(VERSION);
  }

  /** Makes {@code snapshot} the state from which a restart begins, with an empty log. */
  void writeSnapshot(ByteWriter snapshot) throws IOException {
    long crc = crc(snapshot.array(), snapshot.length());
    snapshot.writeLong(crc);
    File temporary = new File(directory, "snapshot.tmp");
    disk.delete(temporary);
    try (Disk.Output output = disk.open(temporary)) {
      output.write(0, snapshot.array(), snapshot.length());
      output.force();
    }
    StateLog newLog = StateLog.create(disk, spareLog(), generation + 1);
    try {
      disk.rename(temporary, snapshotFile(generation + 1));
      disk.forceDirectory(directory);
    } catch (IOException | RuntimeException e) {
      newLog.close();
      throw e;
    }
    giveUpOldFiles();
    generation++;
    log = newLog;
  }

  /** The file for the next log: the one before the present one, if it is still there. */
  private File spareLog() throws IOException {
    File spare = logFile(generation - 1);
    File next = logFile(generation + 1);
    if (spare.exists() && generation > 1) {
      disk.rename(spare, next);
    }
    return next;
  }

  /** The old snapshot goes; the old log stays, to be used again for the log after the next. */
  private void giveUpOldFiles() throws IOException {
    if (log != null) {
      log.close();
    }
    if (generation > 0) {
      disk.delete(snapshotFile(generation));
    }
  }

  /**
   * Writes a record to the log.
   *
   * @param forced whether it must be on the disk before this returns
   */
  void append(ByteWriter record, boolean forced) throws IOException {
    StateLog current = log;
    if (current == null) {
      throw new IllegalStateException("no snapshot has been written yet");
    }
    current.append(record.array(), record.length());
    if (forced) {
      current.force();
    }
  }

  /** Bytes in the log since the snapshot. */
  long logBytes() {
    return log == null ? 0 : log.length();
  }

  File directory() {
    return directory;
  }

  /** Releases the lock. */
  @Override
  public void close() {
    try {
      if (log != null) {
        log.close();
      }
    } catch (IOException e) {
      // Everything that was promised has been forced; nothing depends on closing.
    } finally {
      closeLock();
    }
  }

  private void closeLock() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new StateException("cannot release the lock of " + directory + " (" + e + ")", e);
    }
  }
}
