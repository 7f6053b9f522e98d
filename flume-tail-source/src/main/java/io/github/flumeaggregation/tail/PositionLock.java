package io.github.flumeaggregation.tail;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second source, of this agent or another, from the same position file: each would undo
 * what the other has saved. The operating system gives the lock back however the process ends.
 */
final class PositionLock implements Closeable {
  private final FileChannel channel;

  private PositionLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws IOException if another source has it; its message names the file and the remedy
   */
  static PositionLock of(Path positionFile) throws IOException {
    Path file = positionFile.toAbsolutePath();
    Path directory = file.getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    FileChannel channel =
        FileChannel.open(
            file.resolveSibling(file.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    if (!lock(channel)) {
      channel.close();
      throw new IOException(
          "Position file "
              + positionFile
              + " is in use by another source, of this agent or of another process. Give each"
              + " source a positionFile of its own");
    }
    return new PositionLock(channel);
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
