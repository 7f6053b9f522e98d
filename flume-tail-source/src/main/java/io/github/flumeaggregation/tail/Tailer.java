package io.github.flumeaggregation.tail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
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

  /** New files are found within this time. */
  static final long DISCOVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** After notice of an unknown name, files are looked for this soon. */
  private static final long HASTY_DISCOVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Discovery takes at most one part in this many of the thread's time. */
  private static final int DISCOVERY_SHARE = 20;

  private final Discovery discovery;
  private final DirectoryCache directories;
  private final Roster roster;
  private final Positions positions;
  private final Sender sender;
  private final OpenFiles openFiles;
  private final FileTurn turn;
  private final Schedule schedule;
  private final ProgressReport progress;
  private final FileEvents events;
  private final Time time;
  private final TailStats stats;
  private long lastDiscoveryNanos;
  private long nextDiscoveryNanos;
  private long savedDeliveries;
  private int firstInPass;
  private boolean behind;

  Tailer(TailOptions options, String host, Delivery delivery, Instruments instruments) {
    time = instruments.time();
    stats = instruments.stats();
    events = instruments.fileEvents();
    PositionFile file =
        new PositionFile(
            options.positionFile(), options.taildirPositionFile(), new TaildirPositions(host));
    positions = new Positions(file, options.writePosIntervalMillis(), instruments);
    directories = new DirectoryCache(time);
    discovery = new Discovery(options.groups(), directories);
    roster = new Roster(positions, options.startAt(), instruments);
    sender = new Sender(new Batch(options.batchSize()), delivery, instruments);
    LineReader reader = new LineReader(options, sender, instruments);
    schedule = new Schedule(options.idleTimeoutMillis(), reader.rests(), time);
    openFiles = new OpenFiles(options.maxOpenFiles(), schedule, instruments);
    Identification identification = new Identification(positions, host, stats);
    turn = new FileTurn(identification, openFiles, reader, time);
    progress = new ProgressReport(host, options.progressMillis(), time);
    nextDiscoveryNanos = time.nanos();
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
    events.drain(this::touched);
    if (time.nanos() - nextDiscoveryNanos >= 0) {
      discover();
    }
    if (sender.flush() && progress.sendIfDue(sender, roster.files(), positions)) {
      giveTurns();
      sender.flush();
    }
    save();
    return nanosUntilDue();
  }

  private void touched(Path path) {
    TailedFile file = roster.at(path);
    if (file != null) {
      turn.checkNext(file);
      schedule.now(file);
    } else {
      long soon = lastDiscoveryNanos + HASTY_DISCOVERY_NANOS;
      nextDiscoveryNanos = Math.min(nextDiscoveryNanos - soon, 0) + soon;
    }
  }

  private void discover() {
    long start = time.nanos();
    if (!discovery.isUnchanged()) {
      Map<FileKey, FoundFile> found = discovery.find();
      roster.update(found, watchedDirectories());
    }
    List<TailedFile> files = roster.files();
    openFiles.recount(files);
    files.forEach(this::hold);
    stats.bytesBehind.set(files.stream().mapToLong(TailedFile::bytesBehind).sum());
    lastDiscoveryNanos = time.nanos();
    long took = lastDiscoveryNanos - start;
    nextDiscoveryNanos = lastDiscoveryNanos + Math.max(DISCOVERY_NANOS, took * DISCOVERY_SHARE);
  }

  private Set<Path> watchedDirectories() {
    Set<Path> watched = new HashSet<>();
    for (Map.Entry<Path, FileKey> directory : directories.visited().entrySet()) {
      if (events.watch(directory.getKey(), directory.getValue())) {
        watched.add(directory.getKey());
      }
    }
    return watched;
  }

  /** Opens a file as soon as it is found: it may be gone before the channel has room for it. */
  private void hold(TailedFile file) {
    if (!file.wasOpened() && file.failures == 0) {
      try {
        openFiles.open(file);
      } catch (IOException e) {
        failed(file, e);
      }
    }
  }

  private void giveTurns() {
    behind = false;
    long now = time.nanos();
    List<TailedFile> files = roster.files();
    int count = files.size();
    for (int i = 0; i < count; i++) {
      TailedFile file = files.get((firstInPass + i) % count);
      if (now - file.nextTurnNanos < 0) {
        continue;
      }
      giveTurn(file);
      if (sender.batch().isFull()) {
        // Whoever comes after the one that met a full channel is first when it takes events again.
        firstInPass = (firstInPass + i + 1) % count;
        return;
      }
    }
  }

  private void giveTurn(TailedFile file) {
    try {
      FileTurn.Outcome outcome = turn.take(file);
      file.failures = 0;
      if (outcome == FileTurn.Outcome.STRANGER) {
        roster.letGo(file);
      } else if (schedule.after(file, outcome)) {
        idle(file);
      }
      behind |= schedule.isDueAtOnce(outcome);
    } catch (IOException e) {
      failed(file, e);
    }
  }

  private void idle(TailedFile file) throws IOException {
    if (file.isInPattern()) {
      // Nobody ends the last line of a compressed file.
      boolean more = file.isGzip() && turn.takeRest(file, Framer.Rest.PARTIAL_LINE);
      if (!more && file.isAtEnd() && !file.hasRest()) {
        file.closeAtRest();
      }
    } else if (!turn.takeRest(file, Framer.Rest.EVERYTHING)) {
      roster.letGo(file);
    }
  }

  private void failed(TailedFile file, IOException cause) {
    stats.readErrors.incrementAndGet();
    if (cause instanceof ZipException && file.isInPattern()) {
      LOG.error(
          "{} is damaged gzip ({}); left out until it changes", file.path(), cause.toString());
      closeUntilItChanges(file);
      return;
    }
    if (file.failures == 0) {
      LOG.error("Cannot read {}; trying again, other files go on", file.path(), cause);
    }
    schedule.afterFailure(file);
    if (file.isInPattern()) {
      closeQuietly(file);
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
      }
    }
  }

  private long nanosUntilDue() {
    if (!sender.batch().isEmpty()) {
      return sender.waitNanos();
    }
    if (behind) {
      return 0;
    }
    long untilDiscovery = nextDiscoveryNanos - time.nanos();
    return schedule.nanosUntilDue(roster.files(), Math.min(untilDiscovery, progress.waitNanos()));
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
  }
}
