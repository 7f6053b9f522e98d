package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.file.FileHandle;
import io.github.flumeaggregation.tail.file.FileKey;
import io.github.flumeaggregation.tail.file.FileStat;
import io.github.flumeaggregation.tail.file.Fingerprint;
import io.github.flumeaggregation.tail.file.OpenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A file at work: which incarnation it is.
 *
 * <p>Whether it is open is {@link OpenFile}'s, how far it has been read {@link ReadProgress}'s,
 * when it has its turn {@link Due}'s, and what was seen of it before it was identified {@link
 * Appearance}'s.
 */
public final class TailedFile {
  private final OpenFile file;
  private final Map<String, String> headers;
  private final long birthNanos;
  private final Due due;
  private final ReadProgress progress = new ReadProgress();
  private final Appearance appearance = new Appearance();
  private boolean remembered;
  private boolean inPattern = true;
  private boolean watched;
  private boolean deleted;
  private @Nullable Incarnation incarnation;
  private boolean superseded;
  private long identifiedNanos;
  private long knownSize = -1;

  /** A file that a pattern leads to, created at that time (0 if that is not known). */
  public TailedFile(OpenFile file, Map<String, String> headers, long birthNanos, long nowNanos) {
    this.file = file;
    this.headers = headers;
    this.birthNanos = birthNanos;
    due = new Due(nowNanos);
  }

  /** A file that no pattern leads to, in which something known may go on. */
  static TailedFile remembered(OpenFile file, Map<String, String> headers, long nowNanos) {
    TailedFile remembered = new TailedFile(file, headers, 0, nowNanos);
    remembered.remembered = true;
    remembered.inPattern = false;
    return remembered;
  }

  public OpenFile file() {
    return file;
  }

  public FileKey key() {
    return file.key();
  }

  public Path path() {
    return file.path();
  }

  /** Whether the positions alone name it; if it is another file by now it is left alone. */
  boolean isRemembered() {
    return remembered;
  }

  /** When the file was created, in nanoseconds since the epoch; 0 if that is not known. */
  long birthNanos() {
    return birthNanos;
  }

  public Due due() {
    return due;
  }

  public ReadProgress progress() {
    return progress;
  }

  public Appearance appearance() {
    return appearance;
  }

  public void movedTo(Path newPath) {
    file.movedTo(newPath);
    if (incarnation != null) {
      moved(incarnation);
    }
  }

  private void moved(Incarnation known) {
    Path path = file.path();
    known.movedTo(path);
    try {
      Path real = path.toRealPath();
      known.reallyAt(real.equals(path) ? null : real);
    } catch (IOException e) {
      // It has no name at the moment; where it was stays known.
    }
  }

  /** Whether a pattern still leads to it; if not, it is read to its end and let go. */
  public boolean isInPattern() {
    return inPattern;
  }

  public void inPattern(boolean now) {
    inPattern = now;
  }

  /** Whether the system tells when it is written to, so that a look now and then is enough. */
  public boolean isWatched() {
    return watched && inPattern && !progress.endsInNuls();
  }

  public void watched(boolean now) {
    watched = now;
  }

  /** Whether it is known to have no name any more. */
  public boolean isDeleted() {
    return deleted;
  }

  public void deleted() {
    deleted = true;
  }

  /** Whether there is reason to open it: it was written to since it was closed, say. */
  public boolean wantsToBeOpen(long nowNanos) {
    return !inPattern || file.wantsToBeOpen(nowNanos);
  }

  /** Opens the file; it stays closed if it is not at its path any more. */
  public void open() throws IOException {
    if (file.open()) {
      knownSize = -1;
    }
  }

  /** The open file; null while it is closed. */
  @Nullable
  public FileHandle handle() {
    return file.handle();
  }

  public boolean isGzip() {
    return file.isGzip();
  }

  public boolean isOpen() {
    return file.isOpen();
  }

  /** Lets the handle go, until the file is not as it was when it was last looked at. */
  public void closeAtRest() throws IOException {
    FileHandle open = file.handle();
    if (open != null) {
      FileStat stat = FileStat.of(path());
      boolean same = isGzip() ? isAsLargeAs(stat) : isAsItWasRead(open);
      file.closesAs(same ? stat : null);
      if (incarnation != null) {
        incarnation.evidence().atRest();
      }
      close();
    }
  }

  private boolean isAsLargeAs(@Nullable FileStat stat) {
    return stat != null && stat.size() == appearance.compressedSize();
  }

  private boolean isAsItWasRead(FileHandle open) throws IOException {
    Incarnation known = incarnation;
    Fingerprint check = progress.check();
    return open.size() == knownSize
        && (known == null || known.evidence().head().matches(open))
        && (check == null || check.matches(open));
  }

  /** Lets the handle go; the next {@link #open()} opens the file again and identifies it anew. */
  public void close() throws IOException {
    identifyAgain();
    file.close();
  }

  @Nullable
  public Incarnation incarnation() {
    return incarnation;
  }

  /** This is what the open file is; reading begins where delivery has ended. */
  void identifiedAs(Incarnation known, long nowNanos) {
    TailedFile before = known.holder();
    if (before != null && before != this) {
      before.superseded = true;
      before.incarnation = null;
    }
    incarnation = known;
    identifiedNanos = nowNanos;
    known.heldBy(this);
    known.headers(headers);
    moved(known);
    appearance.waitsFor(null);
    progress.startAt(known.offset(), known.evidence().check());
  }

  /**
   * Before it is looked at again: notes what was there in its first seconds, or before it paused.
   * If it was not read to its end then, its reader has paused.
   */
  public void noteBeginning(long nowNanos) {
    if (incarnation != null && isAtEnd()) {
      long known = nowNanos - identifiedNanos;
      long quiet = nowNanos - due.lastGrowthNanos();
      incarnation.evidence().noteBeginning(progress.scannedTo(), known, quiet);
    }
  }

  /** Whether its incarnation goes on in another file, so that there is nothing left to do here. */
  public boolean isSuperseded() {
    return superseded;
  }

  /** Whether all that was delivered of it is on disk as delivered. */
  public boolean isSaved() {
    return incarnation == null || incarnation.isSaved();
  }

  /** Whether it has no name any more and all of it is in the channel. */
  boolean isReadOut() {
    Incarnation known = incarnation;
    return !inPattern && known != null && isAtEnd() && known.offset() == progress.readOffset();
  }

  /** The content is not what it was: the file begins another incarnation. */
  void notTheSame() {
    release();
    progress.startOver();
  }

  /** The file has changed in a way that only a look at all of it can judge. */
  public void identifyAgain() {
    handOverCheck();
    release();
  }

  private void release() {
    if (incarnation != null) {
      incarnation.heldBy(null);
      incarnation = null;
    }
  }

  /** Hands the fingerprint over to the incarnation once the bytes that it covers are delivered. */
  public void handOverCheck() {
    Fingerprint check = progress.check();
    if (incarnation != null && check != null && check.end() <= incarnation.offset()) {
      incarnation.evidence().checkedBy(check);
    }
  }

  /** The bytes before that offset are in events. */
  public void readTo(long newOffset, Fingerprint newCheck) {
    progress.readTo(newOffset, newCheck);
    if (incarnation != null) {
      incarnation.readTo(newOffset);
    }
  }

  /** Size of its content when it was last looked at; -1 if it was not since it was opened. */
  public long knownSize() {
    return knownSize;
  }

  public void knownSize(long bytes) {
    knownSize = bytes;
  }

  /** Content that is in no event yet, in bytes; 0 for a file that nothing is known about yet. */
  public long bytesBehind() {
    return incarnation == null || progress.endsInNuls()
        ? 0
        : Math.max(0, knownSize - progress.readOffset());
  }

  /** Notes how large the file is while its content is not known; says whether that is news. */
  public boolean seesSizeOnDisk() throws IOException {
    long before = knownSize;
    FileHandle open = file.handle();
    if (open != null) {
      knownSize = isGzip() ? appearance.compressedSize() : open.size();
    }
    return knownSize != before;
  }

  /** Whether there was nothing in it when it was last looked at. */
  public boolean isEmpty() {
    return incarnation == null && knownSize == 0;
  }

  /** Whether all of its content is in events, an unfinished last line left out. */
  public boolean isAtEnd() {
    return incarnation != null && knownSize > 0 && progress.scannedTo() == knownSize;
  }
}
