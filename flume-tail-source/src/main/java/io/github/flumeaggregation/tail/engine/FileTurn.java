package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.file.FileHandle;
import io.github.flumeaggregation.tail.file.GzipHandle;
import io.github.flumeaggregation.tail.file.PlainHandle;
import io.github.flumeaggregation.tail.frame.Framer;
import io.github.flumeaggregation.tail.position.FirstBytes;
import io.github.flumeaggregation.tail.position.Identification;
import io.github.flumeaggregation.tail.position.Incarnation;
import io.github.flumeaggregation.tail.position.TailedFile;
import io.github.flumeaggregation.tail.watch.Time;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * One file's turn: looks whether it is still the same, and whether it has anything new to read.
 *
 * <p>Each byte is read and searched at most twice, however slowly its line grows.
 */
final class FileTurn {
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
        && handle.size() != file.progress().scannedTo();
  }

  /** Gives the file its turn. The batch must not be full. */
  TurnOutcome take(TailedFile file) throws IOException {
    if (file.isSuperseded()) {
      return TurnOutcome.STRANGER;
    }
    openFiles.open(file);
    FileHandle handle = file.handle();
    if (handle == null) {
      return TurnOutcome.QUIET;
    }
    Incarnation incarnation = file.incarnation();
    if (incarnation == null) {
      return arrive(file);
    }
    if (!identification.isProven(incarnation, handle)) {
      return TurnOutcome.CAUGHT_UP;
    }
    if (handle instanceof GzipHandle && ((GzipHandle) handle).hasChanged()) {
      file.identifyAgain();
      return TurnOutcome.BEHIND;
    }
    if (!handle.prepare(file.progress().readOffset())) {
      return TurnOutcome.BEHIND;
    }
    return hasNews(file, handle) ? read(file, incarnation) : restIfDue(file);
  }

  /** The file was written to: its next turn compares its content, even if it has not grown. */
  void checkNext(TailedFile file) {
    file.due().checked(time.nanos() - WATCHED_CHECK_INTERVAL_NANOS);
  }

  private TurnOutcome arrive(TailedFile file) throws IOException {
    FileHandle handle = Objects.requireNonNull(file.handle());
    if (handle instanceof PlainHandle) {
      FirstBytes.check(file, handle);
    }
    switch (identification.identify(file)) {
      case IDENTIFIED:
        return TurnOutcome.IDENTIFIED;
      case WORKING:
        return TurnOutcome.BEHIND;
      case STRANGER:
        return TurnOutcome.STRANGER;
      default:
        if (file.seesSizeOnDisk()) {
          file.due().grew(time.nanos());
        }
        return TurnOutcome.WAITING;
    }
  }

  private boolean hasNews(TailedFile file, FileHandle handle) throws IOException {
    file.noteBeginning(time.nanos());
    long size = handle.size();
    file.knownSize(size);
    if (size == file.progress().scannedTo()) {
      if (file.isGzip()) {
        return false;
      }
      // Content may have been replaced by as much; a look now and then is cheap.
      long interval = file.isWatched() ? WATCHED_CHECK_INTERVAL_NANOS : CHECK_INTERVAL_NANOS;
      return time.nanos() - file.due().lastCheckNanos() >= interval;
    }
    return file.progress().scannedTo() - file.progress().readOffset() < LONG_PARTIAL_BYTES
        || size < file.progress().scannedTo()
        || reader.cuts(size - file.progress().readOffset())
        || reader.findsNewline(file, handle);
  }

  private TurnOutcome read(TailedFile file, Incarnation incarnation) throws IOException {
    if (!isSame(file, incarnation)) {
      return replaced(file, incarnation);
    }
    @Nullable TurnOutcome foreseen = reader.readLinesUpTo(file, incarnation.foreseenTo());
    if (foreseen != null) {
      return foreseen;
    }
    boolean ahead = savesAhead(file, incarnation, Framer.Rest.WHOLE_LINES);
    return ahead ? TurnOutcome.FORESEEN : reader.readLines(file);
  }

  /** Whether evidence of what is to be delivered next has to be saved first, and will be. */
  private boolean savesAhead(TailedFile file, Incarnation incarnation, Framer.Rest rest) {
    return reader.reachesBeyond(file, incarnation.foreseenTo())
        && reader.samplesAhead(file, incarnation, rest)
        && identification.savesAhead();
  }

  private TurnOutcome replaced(TailedFile file, Incarnation incarnation) {
    identification.lost(file, incarnation);
    return TurnOutcome.BEHIND;
  }

  private boolean isSame(TailedFile file, Incarnation incarnation) throws IOException {
    file.due().checked(time.nanos());
    return reader.open(file) && reader.isSame(file, incarnation);
  }

  private TurnOutcome restIfDue(TailedFile file) throws IOException {
    Framer.Rest rest = rests.due(file, time.nanos());
    if (rest != null && file.progress().endsInNuls()) {
      // It may have been written to where it was looked at before.
      TurnOutcome outcome = read(file, Objects.requireNonNull(file.incarnation()));
      if (outcome != TurnOutcome.QUIET) {
        return outcome;
      }
    }
    if (rest == null || !takeRest(file, rest)) {
      return TurnOutcome.QUIET;
    }
    return file.progress().hasRest() ? TurnOutcome.FORESEEN : TurnOutcome.CAUGHT_UP;
  }

  /**
   * Puts into the batch what has no end yet, or has evidence of it saved first.
   *
   * @return whether there was anything
   */
  boolean takeRest(TailedFile file, Framer.Rest rest) throws IOException {
    @Nullable Incarnation incarnation = file.incarnation();
    return incarnation != null
        && file.isOpen()
        && file.progress().readOffset() < file.progress().scannedTo()
        && isSame(file, incarnation)
        && (savesAhead(file, incarnation, rest) || reader.takeRest(file, rest));
  }
}
