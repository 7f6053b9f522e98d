package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;

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
  private boolean watched;

  private @Nullable FileHandle handle;
  private long sizeAtClose = -1;
  private boolean opened;
  private boolean reopens;
  private long reopenNanos;

  private @Nullable Incarnation incarnation;
  private long readOffset;
  private long scannedTo;
  private long seenTo;
  private @Nullable Fingerprint check;

  /** Size of its content when it was last looked at; -1 if it was not since it was opened. */
  long knownSize = -1;

  /** If compressed: size on disk when it was last looked at. */
  long compressedSize = -1;

  /** If compressed: size on disk at which it was found to be incomplete. */
  long incompleteSize = -1;

  /** When the next turn is due, on the monotonic clock. */
  long nextTurnNanos;

  /** When the file last had something new. */
  long lastGrowthNanos;

  /** When its content was last compared with the fingerprints. */
  long lastCheckNanos;

  /** When it was last opened. */
  long openedNanos;

  /** When it last had a turn in which there was something to read. */
  long lastTurnNanos;

  /** When it was written to last, as of {@link #sampledNanos}. */
  FileTime modified = FileTime.fromMillis(0);

  /** When {@link #modified} was looked up. */
  long sampledNanos;

  /** Whether it was said how it is encoded, or that it is refused. */
  boolean encodingSaid;

  /** Up to where it was said that its last line has no end. */
  long restSaidTo = -1;

  /** It is known to have no name any more. */
  boolean deleted;

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

  /** Whether the system tells when it is written to, so that a look now and then is enough. */
  boolean isWatched() {
    return watched && inPattern;
  }

  void watched(boolean now) {
    watched = now;
  }

  /** Whether there is reason to open it: it has another size than when it was closed, say. */
  boolean wantsToBeOpen(long nowNanos) {
    return !inPattern
        || path.toFile().length() != sizeAtClose
        || (reopens && nowNanos - reopenNanos >= 0);
  }

  /** Sets when to open it again, were there no news of it. */
  void reopenAt(long nanos) {
    reopens = true;
    reopenNanos = nanos;
  }

  /** Opens the file; it stays closed if it is not at its path any more. */
  void open() throws IOException {
    if (handle == null) {
      handle = PlainHandle.open(path, key);
      opened |= handle != null;
      knownSize = -1;
      reopens = false;
    }
  }

  /** The open file; null while it is closed. */
  @Nullable
  FileHandle handle() {
    return handle;
  }

  /** The open file turns out to be compressed. */
  GzipHandle asGzip() {
    FileHandle open = Objects.requireNonNull(handle);
    GzipHandle gzip =
        open instanceof GzipHandle ? (GzipHandle) open : new GzipHandle((PlainHandle) open);
    handle = gzip;
    return gzip;
  }

  boolean isGzip() {
    return handle instanceof GzipHandle;
  }

  /** Whether it has been open at any time. */
  boolean wasOpened() {
    return opened;
  }

  boolean isOpen() {
    return handle != null;
  }

  /** Lets the handle go, until the file has another size than when it was last looked at. */
  void closeAtRest() throws IOException {
    FileHandle open = handle;
    if (open != null) {
      sizeAtClose = open instanceof GzipHandle ? compressedSize : knownSize;
      close();
    }
  }

  /** Lets the handle go; the next {@link #open()} opens the file again and identifies it anew. */
  void close() throws IOException {
    FileHandle open = handle;
    settle();
    release();
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
    known.atWork(true);
    known.headers(headers);
    known.movedTo(path);
    readOffset = known.offset();
    scannedTo = readOffset;
    check = known.check();
  }

  /** The content is not what it was: the file begins another incarnation. */
  void notTheSame() {
    release();
    readOffset = 0;
    scannedTo = 0;
    seenTo = 0;
    check = null;
  }

  /** The file has changed in a way that only a look at all of it can judge. */
  void identifyAgain() {
    settle();
    release();
  }

  private void release() {
    if (incarnation != null) {
      incarnation.atWork(false);
      incarnation = null;
    }
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
    if (incarnation != null && check != null) {
      incarnation.hasRead(check);
    }
  }

  void scannedTo(long offset) {
    scannedTo = offset;
  }

  /** Whether it ends with something that has no end yet. */
  boolean hasRest() {
    return readOffset < scannedTo;
  }

  /** Content that is in no event yet, in bytes; 0 for a file that nothing is known about yet. */
  long bytesBehind() {
    return incarnation == null ? 0 : Math.max(0, knownSize - readOffset);
  }

  /** Notes how large the file is while its content is not known; says whether that is news. */
  boolean seesSizeOnDisk() throws IOException {
    long before = knownSize;
    if (handle != null) {
      knownSize = handle instanceof GzipHandle ? compressedSize : handle.size();
    }
    return knownSize != before;
  }

  /** Whether there was nothing in it when it was last looked at. */
  boolean isEmpty() {
    return incarnation == null && knownSize == 0;
  }

  /** Whether all of its content is in events, an unfinished last line left out. */
  boolean isAtEnd() {
    return incarnation != null && knownSize > 0 && scannedTo == knownSize;
  }

  /** Notes that the content up to there has been looked at; says whether that is news. */
  boolean seesUpTo(long offset) {
    boolean news = offset != seenTo;
    seenTo = offset;
    return news;
  }

  /** Hands the fingerprint over to the incarnation once the bytes that it covers are delivered. */
  void settle() {
    if (incarnation != null && check != null && check.end() <= incarnation.offset()) {
      incarnation.checkedBy(check);
    }
  }
}
