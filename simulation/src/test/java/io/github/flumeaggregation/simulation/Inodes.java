package io.github.flumeaggregation.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.zip.GZIPOutputStream;

/**
 * Files of which a new one has the inode that became free last, as on the worst of file systems,
 * and each write a time of its own, which is the world's.
 */
final class Inodes implements AutoCloseable {
  private static final Path HANDLES = Path.of("/proc/self/fd");
  private static final String KEY = "unix:dev,ino,nlink";

  private final Path free;
  private final LongSupplier millis;
  private final Deque<Path> freed = new ArrayDeque<>();

  /** Handles of what was deleted while somebody had it open: nobody else gets its inode. */
  private final List<FileChannel> kept = new ArrayList<>();

  private int count;

  Inodes(Path free, LongSupplier millis) {
    this.free = free;
    this.millis = millis;
  }

  void append(Path path, byte[] bytes) throws IOException {
    if (Files.exists(path)) {
      Files.write(path, bytes, StandardOpenOption.APPEND);
      touch(path);
    } else {
      create(path, bytes);
    }
  }

  /** Writes it anew, in its inode if there is such a file. */
  void write(Path path, byte[] bytes) throws IOException {
    if (Files.exists(path)) {
      Files.write(path, bytes, StandardOpenOption.TRUNCATE_EXISTING);
      touch(path);
    } else {
      create(path, bytes);
    }
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

  /** Makes a new file, and puts it in the place of what lies there. */
  void replace(Path path, byte[] bytes) throws IOException {
    Path made = free.resolve("made" + ++count);
    create(made, bytes);
    delete(path);
    Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Takes the name away; the inode is free, unless it has another name or is held open. */
  void delete(Path path) throws IOException {
    Map<String, Object> key = Files.readAttributes(path, KEY);
    if ((int) key.get("nlink") > 1) {
      Files.delete(path);
    } else if (isOpen(key)) {
      kept.add(FileChannel.open(path));
      Files.delete(path);
    } else {
      Path inode = free.resolve("inode" + ++count);
      Files.write(path, new byte[0]);
      Files.move(path, inode);
      freed.addFirst(inode);
    }
  }

  private static boolean isOpen(Map<String, Object> key) throws IOException {
    try (DirectoryStream<Path> handles = Files.newDirectoryStream(HANDLES)) {
      for (Path handle : handles) {
        if (isSame(key, handle)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isSame(Map<String, Object> key, Path handle) {
    try {
      Map<String, Object> other = Files.readAttributes(handle, KEY);
      return other.get("dev").equals(key.get("dev")) && other.get("ino").equals(key.get("ino"));
    } catch (IOException e) {
      return false; // closed meanwhile, or no file
    }
  }

  /**
   * Writes a file with as many bytes as it has, and sets its time back to what it was: the time of
   * the inode's change, which is the system's, is all that tells.
   */
  void rewriteUnseen(Path path, byte[] bytes) throws IOException {
    FileTime before = Files.getLastModifiedTime(path);
    Object changed = Files.getAttribute(path, "unix:ctime");
    Files.write(path, bytes);
    do {
      Files.setLastModifiedTime(path, before);
    } while (Files.getAttribute(path, "unix:ctime").equals(changed)); // a tick of the clock
  }

  static byte[] gzip(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text);
    }
    return bytes.toByteArray();
  }

  private void touch(Path path) throws IOException {
    long nanos = TimeUnit.MILLISECONDS.toNanos(millis.getAsLong()) + ++count;
    Files.setLastModifiedTime(path, FileTime.from(nanos, TimeUnit.NANOSECONDS));
  }

  @Override
  public void close() throws IOException {
    for (FileChannel one : kept) {
      one.close();
    }
  }
}
