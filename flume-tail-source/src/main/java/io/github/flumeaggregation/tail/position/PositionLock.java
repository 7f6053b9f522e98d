package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.tail.file.PrivateFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second source, of this agent or another, from the same position file: each would undo
 * what the other has saved. The operating system gives the lock back however the process ends.
 */
public final class PositionLock implements Closeable {
  private final FileChannel channel;

  private PositionLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws IOException if another source has it; its message names the file and the remedy
   */
  public static PositionLock of(Path positionFile) throws IOException {
    FileChannel channel = open(positionFile);
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

  private static FileChannel open(Path positionFile) throws IOException {
    Path file = positionFile.resolveSibling(positionFile.getFileName() + ".lock");
    try {
      PrivateFiles.createFolders(PrivateFiles.folder(positionFile));
      PrivateFiles.createIfMissing(file);
      return FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
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
