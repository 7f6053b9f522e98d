package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.durable.DurableFiles;
import io.github.flumeaggregation.core.durable.ExclusiveLock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Keeps a second source, of this agent or another, from the same position file: each would undo
 * what the other has saved.
 */
public final class PositionLock implements Closeable {
  private final ExclusiveLock lock;

  private PositionLock(ExclusiveLock lock) {
    this.lock = lock;
  }

  /**
   * Takes the lock.
   *
   * @throws IOException if another source has it; its message names the file and the remedy
   */
  public static PositionLock of(Path positionFile) throws IOException {
    ExclusiveLock lock = take(positionFile);
    if (lock == null) {
      throw new IOException(
          "Position file "
              + positionFile
              + " is in use by another source, of this agent or of another process. Give each"
              + " source a positionFile of its own");
    }
    return new PositionLock(lock);
  }

  private static @Nullable ExclusiveLock take(Path positionFile) throws IOException {
    Path file = positionFile.resolveSibling(positionFile.getFileName() + ".lock");
    try {
      new DurableFiles().makeDirectory(DurableFiles.folderOf(positionFile.toFile()));
      DurableFiles.createIfMissing(file.toFile());
      return ExclusiveLock.take(file);
    } catch (IOException e) {
      throw new IOException(
          "positionFile = '"
              + positionFile
              + "' cannot be written ("
              + e
              + "). The user "
              + System.getProperty("user.name")
              + ", as whom the agent runs, must be allowed to write in its folder: give it that"
              + " right, or set positionFile to a path where it has it",
          e);
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
