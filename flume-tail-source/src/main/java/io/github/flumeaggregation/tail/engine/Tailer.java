package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.file.DeletedFiles;
import io.github.flumeaggregation.tail.file.FileKey;
import io.github.flumeaggregation.tail.find.DirectoryCache;
import io.github.flumeaggregation.tail.find.Discovery;
import io.github.flumeaggregation.tail.find.DiscoveryPace;
import io.github.flumeaggregation.tail.find.FoundFile;
import io.github.flumeaggregation.tail.find.OwnFiles;
import io.github.flumeaggregation.tail.frame.Framer;
import io.github.flumeaggregation.tail.position.Doubts;
import io.github.flumeaggregation.tail.position.Identification;
import io.github.flumeaggregation.tail.position.PositionFile;
import io.github.flumeaggregation.tail.position.Positions;
import io.github.flumeaggregation.tail.position.TaildirPositions;
import io.github.flumeaggregation.tail.position.TailedFile;
import io.github.flumeaggregation.tail.position.Whereabouts;
import io.github.flumeaggregation.tail.watch.FileEvents;
import io.github.flumeaggregation.tail.watch.Instruments;
import io.github.flumeaggregation.tail.watch.TailStats;
import io.github.flumeaggregation.tail.watch.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine: finds files, gives each its turn, hands batches over, saves positions.
 *
 * <p>Works in passes on one thread and never waits: {@link #pass} says when the next one is due. In
 * a pass every file that is due has one turn of bounded size, so that a busy file delays the others
 * by that much and no more. A file with an error is left out for a while; the others go on.
 */
public final class Tailer {
  private static final Logger LOG = LoggerFactory.getLogger(Tailer.class);

  private final Discovery discovery;
  private final DirectoryCache directories;
  private final Roster roster;
  private final Whereabouts whereabouts;
  private final Positions positions;
  private final Sender sender;
  private final Saving saving;
  private final OpenFilesLimit limit;
  private final OpenFiles openFiles;
  private final ReadingOrder order;
  private final FileTurn turn;
  private final DiscoveryPace pace;
  private final Schedule schedule;
  private final ProgressReport progress;
  private final ShownFiles shownFiles;
  private final FileFailures failures;
  private final FileEvents events;
  private final Time time;
  private final TailStats stats;
  private boolean behind;

  public Tailer(TailOptions options, String host, Delivery delivery, Instruments instruments) {
    time = instruments.time();
    stats = instruments.stats();
    events = instruments.fileEvents();
    PositionFile file =
        new PositionFile(
            options.positionFile, options.taildirPositionFile, new TaildirPositions(host));
    positions = new Positions(file, options.writePosIntervalMillis, instruments);
    directories = new DirectoryCache(new OwnFiles(options.positionFile), events, time);
    discovery = new Discovery(options.groups, directories, time);
    Doubts doubts = new Doubts(instruments);
    whereabouts = new Whereabouts(positions, instruments, doubts);
    roster = new Roster(positions, options.startAt, whereabouts, instruments);
    sender = new Sender(new Batch(options.batchSize), delivery, instruments);
    saving = new Saving(positions, sender, delivery.confirmation(), instruments);
    LineReader reader = new LineReader(options, sender, instruments);
    schedule = new Schedule(options.idleTimeoutMillis, reader.rests(), time);
    limit = new OpenFilesLimit(options.maxOpenFiles, instruments);
    openFiles = new OpenFiles(limit, schedule, instruments);
    order = new ReadingOrder(time);
    failures = new FileFailures(openFiles, schedule, roster, stats);
    Identification identification = new Identification(positions, host, instruments, doubts);
    turn = new FileTurn(identification, openFiles, reader, time);
    progress = new ProgressReport(host, options.progressMillis, time);
    shownFiles = new ShownFiles(progress, time);
    pace = new DiscoveryPace(time);
  }

  /** Reads the position file. Call it once, before the first pass. */
  public void load() throws IOException {
    positions.load();
  }

  /**
   * Does what is due.
   *
   * @return the nanoseconds until something is due again, 0 for at once
   */
  public long pass() {
    try {
      doWhatIsDue();
      return nanosUntilDue();
    } finally {
      stats.publish();
    }
  }

  /** Shows how far files are read to whoever watches the agent; to be called between passes. */
  public void showFiles(String source) {
    shownFiles.showIfDue(source, roster.files());
  }

  private void doWhatIsDue() {
    events.drain(this::written, this::named);
    if (pace.waitNanos() <= 0) {
      discover();
    }
    if (sender.flush()
        && !saving.holdsReading()
        && progress.sendIfDue(sender, roster.files(), positions)) {
      giveTurns();
      openFiles.admit();
      sender.flush();
    }
    save();
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
    positions.atWork();
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
      if (!file.isInPattern() && !file.isDeleted() && file.isOpen()) {
        deleted = deleted == null ? DeletedFiles.open() : deleted;
        noteDeleted(file, deleted);
      }
    }
  }

  private void noteDeleted(TailedFile file, Set<FileKey> deleted) {
    if (deleted.contains(file.key())) {
      file.deleted();
      file.due().grew(time.nanos());
    }
  }

  /** Opens a file as soon as it is found: it may be gone before the channel has room for it. */
  private void hold(TailedFile file) {
    if (!file.file().wasOpened() && file.due().failures() == 0) {
      try {
        openFiles.open(file);
        order.look(file);
      } catch (IOException e) {
        failures.failed(file, e);
      }
    }
  }

  private void giveTurns() {
    behind = false;
    order.clear();
    long now = time.nanos();
    for (TailedFile file : roster.files()) {
      if (now - file.due().nextTurnNanos() < 0) {
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
      file.due().hasTurn(now);
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
      TurnOutcome outcome = turn.take(file);
      file.due().succeeded();
      if (outcome == TurnOutcome.STRANGER) {
        openFiles.letGo(file, roster);
      } else if (schedule.after(file, outcome)) {
        idle(file);
      }
      behind |= schedule.isDueAtOnce(outcome);
    } catch (IOException e) {
      failures.failed(file, e);
    }
  }

  private void idle(TailedFile file) throws IOException {
    if (file.isInPattern()) {
      // Nobody ends the last line of a compressed file.
      boolean more = file.isGzip() && turn.takeRest(file, Framer.Rest.PARTIAL_LINE);
      if (!more && file.isAtEnd() && !file.progress().hasRest()) {
        file.closeAtRest();
      }
      FileFailures.sayRest(file);
    } else if (!turn.takeRest(file, Framer.Rest.EVERYTHING)
        && (saving.mayLetGo(file) || schedule.isRoomShort())) {
      openFiles.letGo(file, roster);
    }
  }

  private void save() {
    Saving.Outcome outcome = saving.save(roster.files());
    if (outcome == Saving.Outcome.SAVED_NEW) {
      progress.newFiles();
    } else if (outcome == Saving.Outcome.FAILED) {
      makeRoomFor(positions.lastFailure());
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
    if (saving.holdsReading()) {
      return saving.waitNanos();
    }
    if (behind) {
      return 0;
    }
    long most = Math.min(saving.waitNanos(), Math.min(pace.waitNanos(), progress.waitNanos()));
    return schedule.nanosUntilDue(roster.files(), most);
  }

  /** Before {@link #close()}, as often as one has time, until it says that nothing waits. */
  public boolean saveAll() {
    return saving.saveAll(roster.files());
  }

  /** Saves what is delivered and confirmed, and closes all files; the rest is read again. */
  public void close() {
    saving.close(roster.files());
    abandon();
  }

  /** Closes all files as the end of the process does. */
  public void abandon() {
    roster.files().forEach(FileFailures::closeQuietly);
    limit.giveBack();
    stats.publish();
  }
}
