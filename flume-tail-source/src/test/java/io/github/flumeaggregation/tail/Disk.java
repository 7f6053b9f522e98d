package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.tail.file.FileKey;
import io.github.flumeaggregation.tail.file.FileStat;
import io.github.flumeaggregation.tail.watch.Time;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Files whose inodes are used again as if by the worst of file systems, and always in the same way:
 * a new file has the inode that became free last, if nobody holds that open. The kernel itself is
 * given none to use again. Each write has a time of its own.
 */
final class Disk implements AutoCloseable {
  private static final Path HANDLES = Paths.get("/proc/self/fd");

  private final Path free;
  private final Time time;
  private final Deque<Path> freed = new ArrayDeque<>();
  private final List<FileChannel> kept = new ArrayList<>();
  private int count;

  /**
   * @param free a folder beside no log, for the inodes without a name
   */
  Disk(Path free, Time time) {
    this.free = free;
    this.time = time;
  }

  void append(Path path, byte[] bytes) throws IOException {
    if (!Files.exists(path)) {
      create(path, bytes);
      return;
    }
    Files.write(path, bytes, StandardOpenOption.APPEND);
    touch(path);
  }

  /** Writes it in place: in its inode, if there is such a file. */
  void write(Path path, byte[] bytes) throws IOException {
    if (!Files.exists(path)) {
      create(path, bytes);
      return;
    }
    Files.write(path, bytes, StandardOpenOption.TRUNCATE_EXISTING);
    touch(path);
  }

  private void create(Path path, byte[] bytes) throws IOException {
    Path inode = freed.pollFirst();
    if (inode == null) {
      Files.write(path, bytes);
    } else {
      Files.write(inode, bytes);
      Files.move(inode, path);
    }
    touch(path);
  }

  /** Makes a new file; puts it in the place of what lies there. */
  void replace(Path path, byte[] bytes) throws IOException {
    Path made = free.resolve("made" + ++count);
    create(made, bytes);
    delete(path);
    Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Takes the name away; the inode is free, unless it has another name or is held open. */
  void delete(Path path) throws IOException {
    FileStat stat = FileStat.of(path);
    if (stat.links() > 1) {
      Files.delete(path);
    } else if (isOpen(stat.key())) {
      kept.add(FileChannel.open(path));
      Files.delete(path);
    } else {
      Path inode = free.resolve("inode" + ++count);
      Files.write(path, new byte[0]);
      Files.move(path, inode);
      freed.addFirst(inode);
    }
  }

  private static boolean isOpen(FileKey key) throws IOException {
    try (DirectoryStream<Path> handles = Files.newDirectoryStream(HANDLES)) {
      for (Path handle : handles) {
        FileStat stat = FileStat.of(handle);
        if (stat != null && stat.key().equals(key)) {
          return true;
        }
      }
    }
    return false;
  }

  /** No two writes fall into one tick of the file system's clock. */
  private void touch(Path path) throws IOException {
    long nanos = TimeUnit.MILLISECONDS.toNanos(time.wallMillis()) + ++count;
    Files.setLastModifiedTime(path, FileTime.from(nanos, TimeUnit.NANOSECONDS));
  }

  @Override
  public void close() throws IOException {
    for (FileChannel one : kept) {
      one.close();
    }
  }
}
