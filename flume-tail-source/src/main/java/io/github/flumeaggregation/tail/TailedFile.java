package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A file at work: its handle while it is open, its incarnation, and how far it has been read. */
final class TailedFile {
  /** How a file came to be at work. */
  enum Origin {
    /** A pattern led to it. */
    FOUND,
    /** The positions name it, no pattern does; if it is another file by now it is left alone. */
    REMEMBERED
  }

  /** What comes later is not written when a program starts. */
  private static final long BEGINNING_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Nor what comes after it had nothing more to say for so long. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final FileKey key;
  private final Map<String, String> headers;
  private final Origin origin;
  private Path path;
  private boolean inPattern;
  private boolean watched;

  private @Nullable FileHandle handle;
  private @Nullable FileStat statAtClose;
  private boolean superseded;
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

  /** When the file was created, in nanoseconds since the epoch; 0 if that is not known. */
  long birthNanos;

  /** Size at which it was taken for a copy of what was read; -1 if it was not. */
  long copySize = -1;

  /** Who it cannot be told from before that one is read further; null if there is none. */
  @Nullable Incarnation waitsFor;

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

  /** When it was last said what it is. */
  long identifiedNanos;

  /** Whether its end is room that its writer has taken in advance; nobody tells of writes to it. */
  boolean endsInNuls;

  /** Up to where it holds nothing but NUL bytes from its beginning on, as far as it was read. */
  long leadingNuls;

  /** Errors in a row. */
  int failures;

  TailedFile(FileKey key, Path path, Map<String, String> headers, Origin origin) {
    this.key = key;
    this.path = path;
    this.headers = headers;
    this.origin = origin;
    inPattern = origin != Origin.REMEMBERED;
  }

  /** A file that no pattern leads to, in which something known may go on. */
  static TailedFile remembered(FileKey key, Path path, Map<String, String> headers) {
    return new TailedFile(key, path, headers, Origin.REMEMBERED);
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
      moved(incarnation);
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
    return watched && inPattern && !endsInNuls;
  }

  void watched(boolean now) {
    watched = now;
  }

  /** Whether there is reason to open it: it was written to since it was closed, say. */
  boolean wantsToBeOpen(long nowNanos) {
    return !inPattern || hasChangedSinceClose() || (reopens && nowNanos - reopenNanos >= 0);
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

  /** Lets the handle go, until the file is not as it was when it was last looked at. */
  void closeAtRest() throws IOException {
    FileHandle open = handle;
    if (open != null) {
      FileStat stat = FileStat.of(path);
      boolean same = open instanceof GzipHandle ? isAsLargeAs(stat) : isAsItWasRead(open);
      statAtClose = same ? stat : null;
      close();
    }
  }

  private boolean isAsLargeAs(@Nullable FileStat stat) {
    return stat != null && stat.size() == compressedSize;
  }

  private boolean isAsItWasRead(FileHandle open) throws IOException {
    Incarnation known = incarnation;
    return open.size() == knownSize
        && (known == null || known.head().matches(open))
        && (check == null || check.matches(open));
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
    TailedFile before = known.holder();
    if (before != null && before != this) {
      before.superseded = true;
      before.incarnation = null;
    }
    incarnation = known;
    known.heldBy(this);
    known.headers(headers);
    moved(known);
    waitsFor = null;
    readOffset = known.offset();
    scannedTo = readOffset;
    check = known.check();
  }

  /** Before it is read on: what was there in its first seconds, or before it paused. */
  void noteBeginning(long nowNanos) {
    Incarnation known = incarnation;
    if (known != null
        && known.beginningBytes() == Incarnation.LONGEST_BEGINNING_BYTES
        && readOffset > 0
        && (nowNanos - identifiedNanos >= BEGINNING_NANOS
            || nowNanos - lastGrowthNanos >= PAUSE_NANOS)) {
      known.beginningIs(readOffset);
    }
  }

  /** Whether it is to go on in the place of a file that has left the pattern. */
  boolean waitsForOneThatLeft() {
    TailedFile holder = waitsFor == null ? null : waitsFor.holder();
    return holder != null && !holder.isInPattern() && !isGzip();
  }

  /** Whether its incarnation goes on in another file, so that there is nothing left to do here. */
  boolean isSuperseded() {
    return superseded;
  }

  /** Whether it has no name any more and all of it is in the channel. */
  boolean isReadOut() {
    Incarnation known = incarnation;
    return !inPattern && known != null && isAtEnd() && known.offset() == readOffset;
  }

  private void moved(Incarnation known) {
    known.movedTo(path);
    try {
      Path real = path.toRealPath();
      known.reallyAt(real.equals(path) ? null : real);
    } catch (IOException e) {
      // It has no name at the moment; where it was stays known.
    }
  }

  /** The content is not what it was: the file begins another incarnation. */
  void notTheSame() {
    release();
    readOffset = 0;
    scannedTo = 0;
    seenTo = 0;
    leadingNuls = 0;
    check = null;
  }

  /** The file has changed in a way that only a look at all of it can judge. */
  void identifyAgain() {
    settle();
    release();
  }

  private void release() {
    if (incarnation != null) {
      incarnation.heldBy(null);
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
    if (incarnation != null) {
      incarnation.readTo(newOffset);
    }
  }

  void scannedTo(long offset) {
    scannedTo = offset;
  }

  /** Whether it ends with something that has no end yet. */
  boolean hasRest() {
    return readOffset < scannedTo && !endsInNuls;
  }

  /** Content that is in no event yet, in bytes; 0 for a file that nothing is known about yet. */
  long bytesBehind() {
    return incarnation == null || endsInNuls ? 0 : Math.max(0, knownSize - readOffset);
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
