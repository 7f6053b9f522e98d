package io.github.flumeaggregation.core.durable;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * Makes files and folders that are still there after the power has failed: the one place in which
 * anything is forced. A seam too, so that tests can let any single step fail or be forgotten.
 *
 * <p>What it creates only the agent's user can read: rows and states may hold personal data, and
 * paths of logs are nobody else's business. A symbolic link in the place of a file is never
 * followed: whoever may put one there could have another file overwritten.
 *
 * <p>Flume interrupts the threads of its components when it stops them, and an interrupted thread
 * closes any NIO channel that it is using. Therefore files are written as {@link
 * RandomAccessFile}s; a channel is only used to force a directory.
 *
 * <p>A force waits for the disk: some 0.1 ms on flash, 10 ms on a disk that turns.
 */
public class DurableFiles {
  /** A file that is being written. */
  public interface Output extends Closeable {
    /** Writes at a place, without forcing. */
    void write(long position, byte[] bytes, int length) throws IOException;

    /** Returns when everything that was written is on the disk. */
    void force() throws IOException;
  }

  /** One of the file system. */
  public static class FileOutput implements Output {
    private final RandomAccessFile file;

    public FileOutput(File path) throws IOException {
      createIfMissing(path);
      this.file = new RandomAccessFile(path, "rw");
    }

    @Override
    public void write(long position, byte[] bytes, int length) throws IOException {
      file.seek(position);
      file.write(bytes, 0, length);
    }

    @Override
    public void force() throws IOException {
      file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /**
   * Makes an empty file if there is none. Nothing is forced.
   *
   * @throws IOException if a symbolic link has its name: what it points to is not ours to write
   */
  public static void createIfMissing(File path) throws IOException {
    Path file = path.toPath();
    try {
      Files.createFile(file, onlyOwner(file, "rw-------"));
    } catch (FileAlreadyExistsException e) {
      if (Files.isSymbolicLink(file)) {
        throw new IOException(path + " is a symbolic link, which is not written through", e);
      }
    }
  }

  private static FileAttribute<?>[] onlyOwner(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  /** The folder that a file or folder lies in. */
  public static File folderOf(File path) {
    return Objects.requireNonNull(path.getAbsoluteFile().getParentFile(), "has a name");
  }

  /** Opens a file to be written, and creates it if need be. */
  public Output open(File path) throws IOException {
    return new FileOutput(path);
  }

  /** Gives a file another name, in the place of what has that name; its folders are not forced. */
  public void rename(File from, File to) throws IOException {
    Files.move(
        from.toPath(),
        to.toPath(),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Takes a file's name away, if it is there; its folder is not forced. */
  public void delete(File path) throws IOException {
    Files.deleteIfExists(path.toPath());
  }

  /** Makes a file anew, with this content, which is durable when this returns; its name is not. */
  public void write(File path, byte[] bytes, int length) throws IOException {
    // Not written over: another process may still have the old one open.
    delete(path);
    try (Output output = open(path)) {
      output.write(0, bytes, length);
      output.force();
    }
  }

  /**
   * Gives a file this content as a whole or not at all, whenever the power fails: durable when this
   * returns.
   *
   * @param temporary a path in the same folder, for this purpose alone
   */
  public void replace(File path, File temporary, byte[] bytes, int length) throws IOException {
    write(temporary, bytes, length);
    rename(temporary, path);
    forceDirectory(folderOf(path));
  }

  /**
   * Makes a directory, and those above it, if they are missing. Their names may go again with the
   * power until {@link #forceNamesThrough}, or {@link #forceDirectory} of what is above each.
   */
  public void makeDirectory(File directory) throws IOException {
    if (isThere(directory)) {
      return;
    }
    makeDirectory(folderOf(directory));
    try {
      createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      if (!isThere(directory)) {
        throw e;
      }
    }
  }

  /** Whether it is a directory, or a link to one. */
  public boolean isThere(File directory) {
    return directory.isDirectory();
  }

  protected void createDirectory(File directory) throws IOException {
    Files.createDirectory(directory.toPath(), onlyOwner(directory.toPath(), "rwx------"));
  }

  /**
   * Makes the names durable of a directory and of those above it. One that is there may have been
   * made by a process that died, or failed, before it forced that.
   */
  public void forceNamesThrough(File directory) throws IOException {
    File parent = directory.getAbsoluteFile().getParentFile();
    // Where this user may not write, he has made no name.
    while (parent != null && isWritable(parent)) {
      forceDirectory(parent);
      parent = parent.getParentFile();
    }
  }

  /** Whether names can be made in a directory. */
  protected boolean isWritable(File directory) {
    return Files.isWritable(directory.toPath());
  }

  /** Makes created, renamed and deleted names durable. */
  public void forceDirectory(File directory) throws IOException {
    // An interrupt closes the channel before it has forced: it is put off until that is done.
    boolean interrupted = Thread.interrupted();
    try {
      while (!forced(directory)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean forced(File directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory.toPath(), StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }
}
