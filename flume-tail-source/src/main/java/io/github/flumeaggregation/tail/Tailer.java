package io.github.flumeaggregation.tail;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

  /** How often a file that just had something new is looked at. */
  static final long ACTIVE_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** How often a quiet file is looked at. */
  static final long QUIET_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long FIRST_ERROR_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long LONGEST_ERROR_WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Discovery takes at most one part in this many of the thread's time. */
  private static final int DISCOVERY_SHARE = 20;

  private final Discovery discovery;
  private final Roster roster;
  private final Positions positions;
  private final Sender sender;
  private final FileTurn turn;
  private final Time time;
  private final TailStats stats;
  private final long idleNanos;
  private long nextDiscoveryNanos;
  private long savedBatches;
  private int firstInPass;
  private boolean behind;

  Tailer(TailOptions options, String host, Delivery delivery, Instruments instruments) {
    time = instruments.time();
    stats = instruments.stats();
    idleNanos = TimeUnit.MILLISECONDS.toNanos(options.idleTimeoutMillis());
    PositionFile file = new PositionFile(options.positionFile());
    positions = new Positions(file, options.writePosIntervalMillis(), instruments);
    discovery = new Discovery(options.groups());
    roster = new Roster(positions, options.startAt(), instruments);
    sender = new Sender(new Batch(options.batchSize()), delivery, instruments);
    Identification identification = new Identification(positions, host, stats);
    turn = new FileTurn(options, identification, sender, instruments);
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
    if (time.nanos() - nextDiscoveryNanos >= 0) {
      discover();
    }
    if (sender.flush()) {
      giveTurns();
      sender.flush();
    }
    save();
    return nanosUntilDue();
  }

  private void discover() {
    long start = time.nanos();
    roster.update(discovery.find());
    roster.files().forEach(this::hold);
    long now = time.nanos();
    nextDiscoveryNanos = now + Math.max(DISCOVERY_NANOS, (now - start) * DISCOVERY_SHARE);
  }

  /** Opens a file as soon as it is found: it may be gone before the channel has room for it. */
  private void hold(TailedFile file) {
    if (!file.wasOpened() && file.failures == 0) {
      try {
        file.open();
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
      settle(file, outcome, time.nanos());
    } catch (IOException e) {
      failed(file, e);
    }
  }

  private void settle(TailedFile file, FileTurn.Outcome outcome, long now) throws IOException {
    switch (outcome) {
      case STRANGER:
        roster.letGo(file);
        break;
      case QUIET:
        file.nextTurnNanos = now + QUIET_POLL_NANOS;
        if (now - file.lastGrowthNanos >= idleNanos) {
          idle(file);
        }
        break;
      case CAUGHT_UP:
        file.nextTurnNanos = now + ACTIVE_POLL_NANOS;
        file.lastGrowthNanos = now;
        break;
      default:
        file.nextTurnNanos = now;
        file.lastGrowthNanos = now;
        behind = true;
    }
  }

  private void idle(TailedFile file) throws IOException {
    if (file.isInPattern()) {
      file.closeAtRest();
    } else {
      turn.takeRest(file);
      roster.letGo(file);
    }
  }

  private void failed(TailedFile file, IOException cause) {
    stats.readErrors.incrementAndGet();
    if (file.failures == 0) {
      LOG.error("Cannot read {}; trying again, other files go on", file.path(), cause);
    }
    long wait = FIRST_ERROR_WAIT_NANOS << Math.min(file.failures, 10);
    file.nextTurnNanos = time.nanos() + Math.min(wait, LONGEST_ERROR_WAIT_NANOS);
    file.failures++;
    if (file.isInPattern()) {
      closeQuietly(file);
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
    if (positions.isDue(sender.delivered() != savedBatches)) {
      roster.files().forEach(TailedFile::settle);
      if (positions.save()) {
        savedBatches = sender.delivered();
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
    long now = time.nanos();
    long wait = nextDiscoveryNanos - now;
    for (TailedFile file : roster.files()) {
      wait = Math.min(wait, file.nextTurnNanos - now);
    }
    // Files that are due one after the other are looked at together.
    return Math.max(ACTIVE_POLL_NANOS, wait);
  }

  /** Saves the positions of what was delivered and closes all files; what was not is read again. */
  void close() {
    roster.files().forEach(TailedFile::settle);
    positions.save();
    roster.files().forEach(Tailer::closeQuietly);
  }
}
