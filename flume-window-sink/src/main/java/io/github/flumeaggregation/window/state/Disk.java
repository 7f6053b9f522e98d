package io.github.flumeaggregation.window.state;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * What the state needs of the file system; a seam, so that tests can let any single step fail.
 *
 * <p>What it creates only the agent's user can read: rows and states may hold personal data.
 *
 * <p>Flume interrupts the threads of its components when it stops them, and an interrupted thread
 * closes any NIO channel that it is using. Therefore files are read and written as {@link
 * RandomAccessFile}s and streams; a channel is only used to force a directory.
 */
public class Disk {
  /** A file that is being written. */
  public interface Output extends Closeable {
    /** Writes at a place, without forcing. */
    void write(long position, byte[] bytes, int length) throws IOException;

    /** Returns when everything that was written is on the disk. */
    void force() throws IOException;
  }

  /** A file that is being read, and does not change meanwhile. */
  public interface Input extends Closeable {
    /** Number of bytes. */
    long length();

    /** Reads {@code count} bytes, which must be there, into {@code target}, from {@code at} on. */
    void read(long position, byte[] target, int at, int count) throws IOException;
  }

  /** One of the file system. */
  public static class FileOutput implements Output {
    private final RandomAccessFile file;

    public FileOutput(File path) throws IOException {
      create(path);
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

  private static final class FileInput implements Input {
    private final RandomAccessFile file;
    private final long length;

    FileInput(File path) throws IOException {
      file = new RandomAccessFile(path, "r");
      length = file.length();
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public void read(long position, byte[] target, int at, int count) throws IOException {
      file.seek(position);
      file.readFully(target, at, count);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /**
   * Makes an empty file if there is none.
   *
   * @throws IOException if a symbolic link has its name: what it points to is not ours to write
   */
  static void create(File path) throws IOException {
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

  /** How many bytes a log is allocated ahead. On a disk of a test's a few, so that logs do grow. */
  protected int aheadBytes() {
    return StateLog.ALLOCATED_BYTES;
  }

  /** How long a log becomes, at least, before a new snapshot is taken. */
  protected long snapshotEveryBytes() {
    return 64 << 20;
  }

  /** The clock by which it is said how long it takes: nanoseconds since any time. */
  protected long nanoTime() {
    return System.nanoTime();
  }

  /** Does what takes long, beside whoever asks for it, and only once. */
  protected void inBackground(String threadName, Runnable work) {
    Thread thread = new Thread(work, threadName);
    thread.setDaemon(true);
    thread.start();
  }

  /** Opens a file to be written, and creates it if need be. */
  public Output open(File path) throws IOException {
    return new FileOutput(path);
  }

  /**
   * Opens a file to be read.
   *
   * @throws NoSuchFileException if there is none of that name; any other exception says nothing
   *     about whether there is
   */
  protected Input openToRead(File path) throws IOException {
    if (Files.notExists(path.toPath(), LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(path.getPath());
    }
    return new FileInput(path);
  }

  /** The content of a small file; fails as {@link #openToRead} does. */
  byte[] read(File path) throws IOException {
    try (Input input = openToRead(path)) {
      byte[] content = new byte[Math.toIntExact(input.length())];
      input.read(0, content, 0, content.length);
      return content;
    }
  }

  /** The names in a directory. */
  public String[] list(File directory) throws IOException {
    String[] names = directory.list();
    if (names == null) {
      throw new IOException("cannot list " + directory);
    }
    return names;
  }

  /** Tells a file from another one that has taken its name. */
  protected Object identity(File path) throws IOException {
    Object key = Files.readAttributes(path.toPath(), BasicFileAttributes.class).fileKey();
    return key == null ? path : key;
  }

  public void rename(File from, File to) throws IOException {
    Files.move(
        from.toPath(),
        to.toPath(),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Whether there is anything of that name. */
  public boolean exists(File path) {
    return path.exists();
  }

  /** Whether it is a directory; a link is none. */
  public boolean isDirectory(File path) {
    return Files.isDirectory(path.toPath(), LinkOption.NOFOLLOW_LINKS);
  }

  /** Number of bytes in a file; 0 if there is none. */
  protected long length(File path) {
    return path.length();
  }

  /** Fails unless {@link #rename} can bring a file from one directory to another. */
  public void checkRename(File fromDirectory, File toDirectory) throws IOException {
    Path probe = Files.createTempDirectory(fromDirectory.toPath(), "_probe-");
    Path moved = toDirectory.toPath().resolve(String.valueOf(probe.getFileName()));
    Files.move(probe, moved, StandardCopyOption.ATOMIC_MOVE);
    Files.delete(moved);
  }

  /**
   * Takes the lock of a directory.
   *
   * @throws StateException if another sink holds it
   */
  protected Closeable lock(File directory) throws IOException {
    return StateLock.take(directory);
  }

  public void delete(File path) throws IOException {
    Files.deleteIfExists(path.toPath());
  }

  /**
   * Makes a directory, and those above it, if they are missing. Their names may go again with the
   * power until {@link #forceNamesThrough}, or {@link #forceDirectory} of what is above each.
   */
  public void makeDirectory(File directory) throws IOException {
    if (isThere(directory)) {
      return;
    }
    File parent = Objects.requireNonNull(directory.getAbsoluteFile().getParentFile());
    makeDirectory(parent);
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
