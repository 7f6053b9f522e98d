package io.github.flumeaggregation.core.durable;

import io.github.flumeaggregation.core.Nullable;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * A lock on what belongs to one part of one agent alone. The operating system gives it back however
 * the process ends.
 *
 * <p>A system's lock belongs to the process, and ends when the process closes any descriptor of the
 * file, even one by which it was refused the lock. So the parts of one process are told apart
 * before the file is opened.
 */
public final class ExclusiveLock implements Closeable {
  /** Also the monitor by which it is guarded. */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path file;
  private final FileChannel channel;

  private ExclusiveLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock, if nobody has it.
   *
   * @param path a file that is there, for this purpose alone
   * @return null if another has it, of this or another process
   * @throws IOException if it cannot be opened, which a link never is
   */
  public static @Nullable ExclusiveLock take(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    Path folder = Objects.requireNonNull(absolute.getParent(), "a file is in a folder");
    Path file = folder.toRealPath().resolve(String.valueOf(absolute.getFileName()));
    synchronized (HELD) {
      if (!HELD.add(file)) {
        return null;
      }
      FileChannel channel = null;
      try {
        channel = lock(file);
      } finally {
        if (channel == null) {
          HELD.remove(file);
        }
      }
      return channel == null ? null : new ExclusiveLock(file, channel);
    }
  }

  private static @Nullable FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
      return locked ? channel : null;
    } catch (OverlappingFileLockException e) {
      return null; // held under another name of the file
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  /** May be called again. */
  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      if (channel.isOpen()) {
        HELD.remove(file);
        channel.close();
      }
    }
  }
}
