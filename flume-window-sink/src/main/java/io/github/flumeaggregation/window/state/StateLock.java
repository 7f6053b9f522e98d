package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.Nullable;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.util.HashSet;
import java.util.Set;
import javax.annotation.concurrent.GuardedBy;

/**
 * The lock of a state directory, which only one sink at a time may hold.
 *
 * <p>A system's lock belongs to the process, and ends when the process closes any descriptor of the
 * file: so the sinks of one process are told apart before the file is opened.
 */
public final class StateLock implements Closeable {
  /** The name of its file. */
  public static final String NAME = "lock";

  @GuardedBy("HELD")
  private static final Set<File> HELD = new HashSet<>();

  private final File directory;
  private final RandomAccessFile file;

  private StateLock(File directory, RandomAccessFile file) {
    this.directory = directory;
    this.file = file;
  }

  /**
   * Takes the lock of a directory.
   *
   * @throws StateException if another sink holds it
   */
  static StateLock take(File directory) throws IOException {
    File canonical = directory.getCanonicalFile();
    synchronized (HELD) {
      if (!HELD.add(canonical)) {
        throw inUse(directory);
      }
      RandomAccessFile file = null;
      StateLock taken = null;
      try {
        file = lock(directory);
        if (file == null) {
          throw inUse(directory);
        }
        taken = new StateLock(canonical, file);
        return taken;
      } finally {
        if (taken == null) { // also if there is no memory: nobody could give it back
          HELD.remove(canonical);
          close(file);
        }
      }
    }
  }

  private static void close(@Nullable RandomAccessFile file) throws IOException {
    if (file != null) {
      file.close();
    }
  }

  private static StateException inUse(File directory) {
    return new StateException(
        "stateDir "
            + directory
            + " is in use by another window sink, of this or another process. Give every sink"
            + " a stateDir of its own, or stop the other one");
  }

  private static @Nullable RandomAccessFile lock(File directory) throws IOException {
    File path = new File(directory, NAME);
    Disk.create(path);
    RandomAccessFile file = new RandomAccessFile(path, "rw");
    boolean locked = false;
    try {
      locked = file.getChannel().tryLock() != null;
      return locked ? file : null;
    } catch (OverlappingFileLockException e) {
      return null; // held under another name of the directory
    } finally {
      if (!locked) {
        file.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      HELD.remove(directory);
      file.close();
    }
  }
}
