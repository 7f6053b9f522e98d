package io.github.flumeaggregation.tail.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files and folders that only their owner may read: paths of logs are nobody else's business. A
 * symbolic link in the place of a file is never followed: whoever may put one there could have
 * another file overwritten.
 */
public final class PrivateFiles {
  private static final FileAttribute<?>[] FILE = mode("rw-------");
  private static final FileAttribute<?>[] FOLDER = mode("rwx------");

  private PrivateFiles() {}

  private static FileAttribute<?>[] mode(String text) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
        }
        : new FileAttribute<?>[0];
  }

  /** The folder that the file lies in. */
  public static Path folder(Path file) {
    Path absolute = file.toAbsolutePath();
    Path parent = absolute.getParent();
    return parent == null ? absolute : parent;
  }

  /** Makes the folder and those above it that are missing; each is on disk when this returns. */
  public static void createFolders(Path folder) throws IOException {
    // A link to a folder is one, which Files.createDirectories of older JDKs denies.
    if (Files.isDirectory(folder)) {
      return;
    }
    Path above = folder(folder);
    createFolders(above);
    Files.createDirectory(folder, FOLDER);
    force(above);
  }

  /** Makes an empty file, unless there is something of that name. */
  public static void createIfMissing(Path file) throws IOException {
    try {
      Files.createFile(file, FILE);
    } catch (FileAlreadyExistsException e) {
      // It is used as it is.
    }
  }

  /** Makes a file with that content, which is on disk when this returns. */
  public static void write(Path file, byte[] content) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file, FILE);
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      out.write(content);
      out.getFD().sync();
    }
  }

  /**
   * Forces the names in a folder to the disk. An interrupt, which closes the channel that is being
   * forced, is kept until that is done: it is meant for the channel of events.
   */
  public static void force(Path folder) throws IOException {
    boolean interrupted = false;
    try {
      while (!forced(folder)) {
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean forced(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    }
  }
}
