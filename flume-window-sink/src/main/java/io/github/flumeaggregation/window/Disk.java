package io.github.flumeaggregation.window;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What the state needs of the file system; a seam, so that tests can let any single step fail.
 *
 * <p>Flume interrupts the threads of its components when it stops them, and an interrupted thread
 * closes any NIO channel that it is using. Therefore files are written as {@link RandomAccessFile};
 * a channel is only used to force a directory, where a failure has no lasting effect.
 */
class Disk {
  /** A file that is being written. */
  static class Output implements Closeable {
    private final RandomAccessFile file;

    Output(File path) throws IOException {
      this.file = new RandomAccessFile(path, "rw");
    }

    /** Writes at a place, without forcing. */
    void write(long position, byte[] bytes, int length) throws IOException {
      file.seek(position);
      file.write(bytes, 0, length);
    }

    /** Returns when everything that was written is on the disk. */
    void force() throws IOException {
      file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  Output open(File path) throws IOException {
    return new Output(path);
  }

  void rename(File from, File to) throws IOException {
    Files.move(
        from.toPath(),
        to.toPath(),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  void delete(File path) throws IOException {
    Files.deleteIfExists(path.toPath());
  }

  /** Makes created, renamed and deleted names durable. */
  void forceDirectory(File directory) throws IOException {
    // An interrupt would close the channel before it forces: it is put off until that is done.
    boolean interrupted = Thread.interrupted();
    try (FileChannel channel = FileChannel.open(directory.toPath(), StandardOpenOption.READ)) {
      channel.force(true);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
