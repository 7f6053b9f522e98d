package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A file at work: its handle while it is open, its incarnation, and how far it has been read. */
final class TailedFile {
  /** How a file came to be at work. */
  enum Origin {
    /** A pattern led to it; if it is new it is read from its beginning. */
    FOUND,
    /** A pattern led to it; if it is new it is read from its end. */
    FOUND_TO_SKIP,
    /** The positions name it, no pattern does; if it is another file by now it is left alone. */
    REMEMBERED
  }

  private final FileKey key;
  private final Map<String, String> headers;
  private final Origin origin;
  private Path path;
  private boolean inPattern;

  private @Nullable FileHandle handle;
  private long sizeAtClose = -1;
  private boolean opened;

  private @Nullable Incarnation incarnation;
  private long readOffset;
  private long scannedTo;
  private @Nullable Fingerprint check;

  /** When the next turn is due, on the monotonic clock. */
  long nextTurnNanos;

  /** When the file last had something new. */
  long lastGrowthNanos;

  /** When its content was last compared with the fingerprints. */
  long lastCheckNanos;

  /** Errors in a row. */
  int failures;

  TailedFile(FileKey key, Path path, Map<String, String> headers, Origin origin) {
    this.key = key;
    this.path = path;
    this.headers = headers;
    this.origin = origin;
    inPattern = origin != Origin.REMEMBERED;
  }

  FileKey key() {
    return key;
  }

  Path path() {
    return path;
  }

  Origin origin() {
    return origin;
  }

  void movedTo(Path newPath) {
    path = newPath;
    if (incarnation != null) {
      incarnation.movedTo(newPath);
    }
  }

  /** Whether a pattern still leads to it; if not, it is read to its end and let go. */
  boolean isInPattern() {
    return inPattern;
  }

  void inPattern(boolean now) {
    inPattern = now;
  }

  /**
   * The open file, opened first if it is closed and may have something new; null if it has not, or
   * is not at its path any more.
   */
  @Nullable
  FileHandle open() throws IOException {
    if (handle == null && path.toFile().length() != sizeAtClose) {
      handle = FileHandle.open(path, key);
      opened |= handle != null;
    }
    return handle;
  }

  /** Whether it has been open at any time. */
  boolean wasOpened() {
    return opened;
  }

  boolean isOpen() {
    return handle != null;
  }

  /** Lets the handle go, until the file has another size. */
  void closeAtRest() throws IOException {
    FileHandle open = handle;
    if (open != null) {
      sizeAtClose = open.size();
      close();
    }
  }

  /** Lets the handle go; the next {@link #open()} opens the file again and identifies it anew. */
  void close() throws IOException {
    FileHandle open = handle;
    settle();
    incarnation = null;
    handle = null;
    if (open != null) {
      open.close();
    }
  }

  @Nullable
  Incarnation incarnation() {
    return incarnation;
  }

  /** This is what the open file is; reading begins where delivery has ended. */
  void identifiedAs(Incarnation known) {
    incarnation = known;
    known.headers(headers);
    known.movedTo(path);
    readOffset = known.offset();
    scannedTo = readOffset;
    check = known.check();
  }

  /** The content is not what it was: the file begins another incarnation. */
  void notTheSame() {
    incarnation = null;
    readOffset = 0;
    scannedTo = 0;
    check = null;
  }

  /** Offset of the first byte that is in no event yet. */
  long readOffset() {
    return readOffset;
  }

  /** No event ends between {@link #readOffset()} and here. */
  long scannedTo() {
    return scannedTo;
  }

  /** Fingerprint of the bytes before {@link #readOffset()}; null at the beginning of the file. */
  @Nullable
  Fingerprint check() {
    return check;
  }

  void readTo(long newOffset, Fingerprint newCheck) {
    readOffset = newOffset;
    check = newCheck.length() == 0 ? null : newCheck;
  }

  void scannedTo(long offset) {
    scannedTo = offset;
  }

  /** Hands the fingerprint over to the incarnation once the bytes that it covers are delivered. */
  void settle() {
    if (incarnation != null && check != null && check.end() <= incarnation.offset()) {
      incarnation.checkedBy(check);
    }
  }
}
