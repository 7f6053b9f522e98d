package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * One file's turn: looks whether it is still the same, and whether it has anything new to read.
 *
 * <p>Each byte is read and searched at most twice, however slowly its line grows.
 */
final class FileTurn {
  /** How a turn ended. */
  enum Outcome {
    /** There is more to read at once. */
    BEHIND,
    /** It is known now where to read on; whether there is anything new is not. */
    IDENTIFIED,
    /** All there was has been read. */
    CAUGHT_UP,
    /** There was nothing new. */
    QUIET,
    /** It cannot be said yet what the file is; looks again in a while. */
    WAITING,
    /** The channel is full. */
    BLOCKED,
    /** The file has left the pattern and is not the one that was known. */
    STRANGER
  }

  static final int TURN_BYTES = LineReader.TURN_BYTES;

  /** A partial line is worth a search of its new part only, from this length on. */
  private static final int LONG_PARTIAL_BYTES = TURN_BYTES / 4;

  private static final long CHECK_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** The same for a file of which the system tells when it is written to. */
  private static final long WATCHED_CHECK_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Identification identification;
  private final OpenFiles openFiles;
  private final LineReader reader;
  private final Time time;
  private final RestPolicy rests;

  FileTurn(Identification identification, OpenFiles openFiles, LineReader reader, Time time) {
    this.identification = identification;
    this.openFiles = openFiles;
    this.reader = reader;
    this.time = time;
    rests = reader.rests();
  }

  /** Whether its size says that the file has something to read. */
  static boolean hasMore(TailedFile file) throws IOException {
    FileHandle handle = file.handle();
    Incarnation incarnation = file.incarnation();
    return handle != null
        && incarnation != null
        && incarnation.isForced()
        && handle.size() != file.scannedTo();
  }

  /** Gives the file its turn. The batch must not be full. */
  Outcome take(TailedFile file) throws IOException {
    if (file.isSuperseded()) {
      return Outcome.STRANGER;
    }
    openFiles.open(file);
    FileHandle handle = file.handle();
    if (handle == null) {
      return Outcome.QUIET;
    }
    Incarnation incarnation = file.incarnation();
    if (incarnation == null) {
      return arrive(file);
    }
    if (!identification.isProven(incarnation, handle)) {
      return Outcome.CAUGHT_UP;
    }
    if (handle instanceof GzipHandle && ((GzipHandle) handle).hasChanged()) {
      file.identifyAgain();
      return Outcome.BEHIND;
    }
    if (!handle.prepare(file.readOffset())) {
      return Outcome.BEHIND;
    }
    return hasNews(file, handle) ? read(file, incarnation) : restIfDue(file);
  }

  /** The file was written to: its next turn compares its content, even if it has not grown. */
  void checkNext(TailedFile file) {
    file.lastCheckNanos = time.nanos() - WATCHED_CHECK_INTERVAL_NANOS;
  }

  private Outcome arrive(TailedFile file) throws IOException {
    FileHandle handle = Objects.requireNonNull(file.handle());
    if (handle instanceof PlainHandle) {
      FirstBytes.check(file, handle);
    }
    switch (identification.identify(file)) {
      case IDENTIFIED:
        return Outcome.IDENTIFIED;
      case WORKING:
        return Outcome.BEHIND;
      case STRANGER:
        return Outcome.STRANGER;
      default:
        if (file.seesSizeOnDisk()) {
          file.lastGrowthNanos = time.nanos();
        }
        return Outcome.WAITING;
    }
  }

  private boolean hasNews(TailedFile file, FileHandle handle) throws IOException {
    long size = handle.size();
    file.knownSize = size;
    if (size == file.scannedTo()) {
      if (file.isGzip()) {
        return false;
      }
      // Content may have been replaced by as much; a look now and then is cheap.
      long interval = file.isWatched() ? WATCHED_CHECK_INTERVAL_NANOS : CHECK_INTERVAL_NANOS;
      return time.nanos() - file.lastCheckNanos >= interval;
    }
    return file.scannedTo() - file.readOffset() < LONG_PARTIAL_BYTES
        || size < file.scannedTo()
        || reader.cuts(size - file.readOffset())
        || reader.findsNewline(file, handle);
  }

  private Outcome read(TailedFile file, Incarnation incarnation) throws IOException {
    if (!isSame(file, incarnation)) {
      return replaced(file, incarnation);
    }
    file.noteBeginning(time.nanos());
    return reader.readLines(file);
  }

  private Outcome replaced(TailedFile file, Incarnation incarnation) {
    identification.lost(file, incarnation);
    return Outcome.BEHIND;
  }

  private boolean isSame(TailedFile file, Incarnation incarnation) throws IOException {
    file.lastCheckNanos = time.nanos();
    return reader.open(file) && reader.isSame(file, incarnation);
  }

  private Outcome restIfDue(TailedFile file) throws IOException {
    Framer.Rest rest = rests.due(file, time.nanos());
    if (rest != null && file.endsInNuls) {
      // It may have been written to where it was looked at before.
      Outcome outcome = read(file, Objects.requireNonNull(file.incarnation()));
      if (outcome != Outcome.QUIET) {
        return outcome;
      }
    }
    return rest != null && takeRest(file, rest) ? Outcome.CAUGHT_UP : Outcome.QUIET;
  }

  /**
   * Puts into the batch what has no end yet.
   *
   * @return whether there was anything
   */
  boolean takeRest(TailedFile file, Framer.Rest rest) throws IOException {
    @Nullable Incarnation incarnation = file.incarnation();
    return incarnation != null
        && file.isOpen()
        && file.readOffset() < file.scannedTo()
        && isSame(file, incarnation)
        && reader.takeRest(file, rest);
  }
}
