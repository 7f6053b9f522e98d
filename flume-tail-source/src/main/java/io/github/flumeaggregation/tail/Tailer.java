package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine: finds files, gives each its turn, hands batches over, saves positions.
 *
 * <p>Works in passes on one thread and never waits: {@link #pass} says when the next one is due. In
 * a pass every file that is due has one turn of bounded size, so that a busy file delays the others
 * by that much and no more. A file with an error is left out for a while; the others go on.
 */
final class Tailer {
  private static final Logger LOG = LoggerFactory.getLogger(Tailer.class);

  private final Discovery discovery;
  private final DirectoryCache directories;
  private final Roster roster;
  private final Whereabouts whereabouts;
  private final Positions positions;
  private final Sender sender;
  private final OpenFilesLimit limit;
  private final OpenFiles openFiles;
  private final ReadingOrder order;
  private final FileTurn turn;
  private final DiscoveryPace pace;
  private final Schedule schedule;
  private final ProgressReport progress;
  private final FileEvents events;
  private final Time time;
  private final TailStats stats;
  private long savedDeliveries;
  private boolean behind;

  Tailer(TailOptions options, String host, Delivery delivery, Instruments instruments) {
    time = instruments.time();
    stats = instruments.stats();
    events = instruments.fileEvents();
    PositionFile file =
        new PositionFile(
            options.positionFile(), options.taildirPositionFile(), new TaildirPositions(host));
    positions = new Positions(file, options.writePosIntervalMillis(), instruments);
    directories = new DirectoryCache(new OwnFiles(options.positionFile()), events, time);
    discovery = new Discovery(options.groups(), directories, time);
    Doubts doubts = new Doubts(instruments);
    whereabouts = new Whereabouts(positions, instruments, doubts);
    roster = new Roster(positions, options.startAt(), whereabouts, instruments);
    sender = new Sender(new Batch(options.batchSize()), delivery, instruments);
    LineReader reader = new LineReader(options, sender, instruments);
    schedule = new Schedule(options.idleTimeoutMillis(), reader.rests(), time);
    limit = new OpenFilesLimit(options.maxOpenFiles(), instruments);
    openFiles = new OpenFiles(limit, schedule, instruments);
    order = new ReadingOrder(time);
    Identification identification = new Identification(positions, host, instruments, doubts);
    turn = new FileTurn(identification, openFiles, reader, time);
    progress = new ProgressReport(host, options.progressMillis(), time);
    pace = new DiscoveryPace(time);
  }

  /** Reads the position file. Call it once, before the first pass. */
  void load() throws IOException {
    positions.load();
  }

  /**
   * Does what is due.
   *
   * @return the nanoseconds until something is due again, 0 for at once
   */
  long pass() {
    events.drain(this::written, this::named);
    if (pace.waitNanos() <= 0) {
      discover();
    }
    if (sender.flush() && progress.sendIfDue(sender, roster.files(), positions)) {
      giveTurns();
      openFiles.admit();
      sender.flush();
    }
    save();
    return nanosUntilDue();
  }

  private void written(Path path) {
    TailedFile file = roster.at(path);
    if (file != null) {
      turn.checkNext(file);
      schedule.now(file);
    }
  }

  private void named(Path path) {
    written(path);
    directories.changed(path);
    pace.hurry();
  }

  private void discover() {
    pace.begun();
    if (!discovery.isUnchanged()) {
      Map<FileKey, FoundFile> found = discovery.find();
      roster.update(found, directories::tells);
    }
    whereabouts.giveUp();
    List<TailedFile> files = roster.files();
    stats.filesTailed.set(files.size());
    makeRoom(files);
    files.forEach(this::hold);
    findDeleted(files);
    stats.bytesBehind.set(files.stream().mapToLong(TailedFile::bytesBehind).sum());
    pace.ended();
  }

  private void makeRoom(List<TailedFile> files) {
    try {
      openFiles.recount(files);
    } catch (IOException e) {
      LOG.warn("Cannot close a file to make room: {}", e.toString());
    }
  }

  private void findDeleted(List<TailedFile> files) {
    Set<FileKey> deleted = null;
    for (TailedFile file : files) {
      if (!file.isInPattern() && !file.deleted && file.isOpen()) {
        deleted = deleted == null ? DeletedFiles.open() : deleted;
        file.deleted = deleted.contains(file.key());
        file.lastGrowthNanos = file.deleted ? time.nanos() : file.lastGrowthNanos;
      }
    }
  }

  /** Opens a file as soon as it is found: it may be gone before the channel has room for it. */
  private void hold(TailedFile file) {
    if (!file.wasOpened() && file.failures == 0) {
      try {
        openFiles.open(file);
        order.look(file);
      } catch (IOException e) {
        failed(file, e);
      }
    }
  }

  private void giveTurns() {
    behind = false;
    order.clear();
    long now = time.nanos();
    for (TailedFile file : roster.files()) {
      if (now - file.nextTurnNanos < 0) {
        continue;
      }
      if (hasMore(file)) {
        order.add(file);
      } else {
        giveTurn(file);
      }
      if (sender.batch().isFull()) {
        return;
      }
    }
    for (TailedFile file : order.oldestFirst()) {
      file.lastTurnNanos = now;
      giveTurn(file);
      if (sender.batch().isFull()) {
        return;
      }
    }
  }

  private static boolean hasMore(TailedFile file) {
    try {
      return FileTurn.hasMore(file);
    } catch (IOException e) {
      // Its turn will meet the same and report it.
      return false;
    }
  }

  private void giveTurn(TailedFile file) {
    try {
      FileTurn.Outcome outcome = turn.take(file);
      file.failures = 0;
      if (outcome == FileTurn.Outcome.STRANGER) {
        letGo(file);
      } else if (schedule.after(file, outcome)) {
        idle(file);
      }
      behind |= schedule.isDueAtOnce(outcome);
    } catch (IOException e) {
      failed(file, e);
    }
  }

  private void letGo(TailedFile file) throws IOException {
    roster.letGo(file);
    openFiles.closed(file);
  }

  private void idle(TailedFile file) throws IOException {
    if (file.isInPattern()) {
      // Nobody ends the last line of a compressed file.
      boolean more = file.isGzip() && turn.takeRest(file, Framer.Rest.PARTIAL_LINE);
      if (!more && file.isAtEnd() && !file.hasRest()) {
        file.closeAtRest();
      }
      sayRest(file);
    } else if (!turn.takeRest(file, Framer.Rest.EVERYTHING)) {
      letGo(file);
    }
  }

  /** A line without an end may be half of one: only whoever is gone will not write the rest. */
  private static void sayRest(TailedFile file) {
    if (file.hasRest() && file.restSaidTo != file.scannedTo()) {
      file.restSaidTo = file.scannedTo();
      LOG.info(
          "{} ends with {} bytes that have no newline. They are delivered when it comes, or when"
              + " the file is gone; or after a time, if partialLineTimeout is set",
          file.path(),
          file.scannedTo() - file.readOffset());
    }
  }

  private void failed(TailedFile file, IOException cause) {
    if (OpenFilesLimit.isTooMany(cause)) {
      openFiles.refused(cause);
      schedule.afterFailure(file);
      return;
    }
    stats.readErrors.incrementAndGet();
    if (cause instanceof RefusedFormatException && file.isInPattern()) {
      refuse(file, cause);
      return;
    }
    if (cause instanceof ZipException && file.isInPattern()) {
      LOG.error(
          "{} is damaged gzip ({}); left out until it changes", file.path(), cause.toString());
      closeUntilItChanges(file);
      return;
    }
    if (file.failures == 0) {
      LOG.error(
          "Cannot read {}: {}. The agent runs as user {}. Trying again, other files go on",
          file.path(),
          cause.toString(),
          System.getProperty("user.name"),
          cause);
    }
    schedule.afterFailure(file);
    if (file.isInPattern()) {
      closeQuietly(file);
    } else if (schedule.isIdle(file)) {
      giveUp(file);
    }
  }

  private static void refuse(TailedFile file, IOException cause) {
    if (!file.encodingSaid) {
      file.encodingSaid = true;
      LOG.warn("{} is left out: {}", file.path(), cause.getMessage());
    }
    try {
      file.seesSizeOnDisk();
      file.closeAtRest();
    } catch (IOException e) {
      LOG.debug("Cannot close {}", file.path(), e);
    }
  }

  /** Nobody will ever be able to read it: it keeps no place among the files at work. */
  private void giveUp(TailedFile file) {
    stats.possibleLosses.incrementAndGet();
    LOG.error("{} is gone and cannot be read; its rest is given up", file.path());
    try {
      letGo(file);
    } catch (IOException e) {
      LOG.debug("Cannot close {}", file.path(), e);
    }
  }

  private static void closeUntilItChanges(TailedFile file) {
    try {
      file.closeAtRest();
    } catch (IOException e) {
      LOG.debug("Cannot close {}", file.path(), e);
    }
  }

  private static void closeQuietly(TailedFile file) {
    try {
      file.close();
    } catch (IOException e) {
      LOG.debug("Cannot close {}", file.path(), e);
    }
  }

  private void save() {
    if (positions.isDue(sender.delivered() != savedDeliveries)) {
      roster.files().forEach(TailedFile::settle);
      boolean newFiles = positions.hasNew();
      if (positions.save()) {
        savedDeliveries = sender.delivered();
        if (newFiles) {
          progress.newFiles();
        }
      } else {
        makeRoomFor(positions.lastFailure());
      }
    }
  }

  private void makeRoomFor(@Nullable IOException failure) {
    if (failure != null && OpenFilesLimit.isTooMany(failure)) {
      openFiles.refused(failure);
      makeRoom(roster.files());
    }
  }

  private long nanosUntilDue() {
    if (!sender.batch().isEmpty()) {
      return sender.waitNanos();
    }
    if (behind) {
      return 0;
    }
    long most = Math.min(pace.waitNanos(), progress.waitNanos());
    return schedule.nanosUntilDue(roster.files(), most);
  }

  /** Saves the positions of what was delivered and closes all files; what was not is read again. */
  void close() {
    roster.files().forEach(TailedFile::settle);
    positions.save();
    abandon();
  }

  /** Closes all files as the end of the process does. */
  void abandon() {
    roster.files().forEach(Tailer::closeQuietly);
    limit.giveBack();
  }
}
