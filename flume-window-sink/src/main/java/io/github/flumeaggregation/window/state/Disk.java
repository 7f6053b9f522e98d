package io.github.flumeaggregation.window.state;

import io.github.flumeaggregation.core.durable.DurableFiles;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What the state needs of the file system, beside making files durable: reading, locks, and how
 * much is written at a time.
 *
 * <p>Files are read as {@link RandomAccessFile}s, not as channels, for the same reason as they are
 * written so: an interrupt would close them.
 */
public class Disk extends DurableFiles {
  /** A file that is being read, and does not change meanwhile. */
  public interface Input extends Closeable {
    /** Number of bytes. */
    long length();

    /** Reads {@code count} bytes, which must be there, into {@code target}, from {@code at} on. */
    void read(long position, byte[] target, int at, int count) throws IOException;
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
}
