package io.github.flumeaggregation.tail.file;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** A file at its path: open, or closed until there is reason to open it again. */
public final class OpenFile {
  private final FileKey key;
  private Path path;
  private @Nullable FileHandle handle;
  private @Nullable FileStat statAtClose;
  private boolean opened;
  private boolean reopens;
  private long reopenNanos;

  public OpenFile(FileKey key, Path path) {
    this.key = key;
    this.path = path;
  }

  public FileKey key() {
    return key;
  }

  public Path path() {
    return path;
  }

  public void movedTo(Path newPath) {
    path = newPath;
  }

  /**
   * Opens the file; it stays closed if it is not at its path any more.
   *
   * @return whether it was closed before
   */
  public boolean open() throws IOException {
    if (handle != null) {
      return false;
    }
    handle = PlainHandle.open(path, key);
    opened |= handle != null;
    reopens = false;
    return true;
  }

  /** The open file; null while it is closed. */
  @Nullable
  public FileHandle handle() {
    return handle;
  }

  /** The open file turns out to be compressed. */
  public GzipHandle asGzip() {
    FileHandle open = Objects.requireNonNull(handle);
    GzipHandle gzip =
        open instanceof GzipHandle ? (GzipHandle) open : new GzipHandle((PlainHandle) open);
    handle = gzip;
    return gzip;
  }

  public boolean isGzip() {
    return handle instanceof GzipHandle;
  }

  public boolean isOpen() {
    return handle != null;
  }

  /** Whether it has been open at any time. */
  public boolean wasOpened() {
    return opened;
  }

  /** Lets the handle go. */
  public void close() throws IOException {
    FileHandle open = handle;
    handle = null;
    if (open != null) {
      open.close();
    }
  }

  /**
   * Notes how the file is when it is closed, by which {@link #wantsToBeOpen} sees that it changes.
   *
   * @param stat null if it is not as it was when it was last looked at
   */
  public void closesAs(@Nullable FileStat stat) {
    statAtClose = stat;
  }

  /** Sets when to open it again, were there no news of it. */
  public void reopenAt(long nanos) {
    reopens = true;
    reopenNanos = nanos;
  }

  /** Whether there is reason to open it: it was written to since it was closed, say. */
  public boolean wantsToBeOpen(long nowNanos) {
    return hasChangedSinceClose() || (reopens && nowNanos - reopenNanos >= 0);
  }

  private boolean hasChangedSinceClose() {
    FileStat earlier = statAtClose;
    try {
      FileStat now = earlier == null ? null : FileStat.of(path);
      return earlier == null || now == null || !now.isUnchangedSince(earlier);
    } catch (IOException e) {
      return true;
    }
  }
}
