package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.position.Positions;
import io.github.flumeaggregation.tail.position.TailedFile;
import io.github.flumeaggregation.tail.watch.Instruments;
import io.github.flumeaggregation.tail.watch.TailStats;
import io.github.flumeaggregation.tail.watch.Time;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * When positions are saved, so that none on disk is beyond what is confirmed.
 *
 * <p>Idea: the positions of a moment are made ready for the disk, a marker is sent behind all that
 * the channels had taken by then, and only when the marker is confirmed they are written. So what
 * is on disk is always what was once true, only later than without confirmation; a crash is a crash
 * of that earlier moment, and all that holds after one holds here.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Positions are written only if everything that they call delivered is confirmed.
 *   <li>While something has to be on disk before more is delivered (a new incarnation, say), and
 *       waits for its confirmation, nothing is read: {@link #holdsReading}.
 *   <li>At most one snapshot waits. One that is needed before reading goes on replaces another; it
 *       is never replaced itself, so that whatever waits is written in the end.
 * </ol>
 *
 * <p>Cost: one marker for each save, at most one a {@code writePosInterval} and one for each batch
 * of new files; the text of the positions, once more in memory while it waits.
 */
final class Saving {
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How often to look for a confirmation that reading waits for, and any other. */
  private static final long HELD_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Positions positions;
  private final Sender sender;
  private final Confirmation confirmation;
  private final Time time;
  private final TailStats stats;
  private final UnconfirmedWatch watch;
  private long savedSlices;
  private long confirmedSlices;
  private long confirmedEvents;
  private long lastMarker;
  private long retryNanos;
  private @Nullable Waiting waiting;

  /** What came of a look. */
  enum Outcome {
    NOTHING,
    SAVED,
    /** New files, or the like, were among it: what waited for that may be read. */
    SAVED_NEW,
    FAILED
  }

  /** Positions that wait for their marker. */
  private static final class Waiting {
    final Positions.Snapshot snapshot;
    final long marker;
    final long slices;
    final long events;

    Waiting(Positions.Snapshot snapshot, long marker, Sender sender) {
      this.snapshot = snapshot;
      this.marker = marker;
      slices = sender.delivered();
      events = sender.deliveredEvents();
    }
  }

  Saving(Positions positions, Sender sender, Confirmation confirmation, Instruments instruments) {
    this.positions = positions;
    this.sender = sender;
    this.confirmation = confirmation;
    time = instruments.time();
    stats = instruments.stats();
    watch = new UnconfirmedWatch(time);
    retryNanos = time.nanos();
  }

  /** Whether nothing may be read now: something must be on disk first, and is not confirmed yet. */
  boolean holdsReading() {
    return confirmation.isNeeded()
        && positions.hasNew()
        && positions.lastFailure() == null
        && !isConfirmed();
  }

  private boolean isConfirmed() {
    return sender.delivered() == confirmedSlices;
  }

  /** Time until a look for a confirmation is due, in nanoseconds. */
  long waitNanos() {
    if (!confirmation.isNeeded() || isConfirmed()) {
      return Long.MAX_VALUE;
    }
    return holdsReading() ? HELD_POLL_NANOS : POLL_NANOS;
  }

  /** Saves what is due and confirmed; what is due and not confirmed is made ready to be saved. */
  Outcome save(List<TailedFile> files) {
    Outcome outcome = saveWhatIsConfirmed();
    if (outcome == Outcome.NOTHING
        && positions.isDue(sender.delivered() != savedSlices)
        && !isWaitedFor()) {
      outcome = begin(files);
    }
    publish();
    return outcome;
  }

  /** Whether the snapshot that waits is the one that is to be written next. */
  private boolean isWaitedFor() {
    Waiting now = waiting;
    return now != null && (now.snapshot.isForced() || !positions.hasNew());
  }

  private Outcome saveWhatIsConfirmed() {
    Waiting ready = waiting;
    if (ready == null || confirmation.confirmed() < ready.marker) {
      return Outcome.NOTHING;
    }
    waiting = null;
    confirmedSlices = ready.slices;
    confirmedEvents = ready.events;
    watch.confirmed();
    return write(ready.snapshot, ready.slices);
  }

  private Outcome begin(List<TailedFile> files) {
    files.forEach(TailedFile::handOverCheck);
    if (!confirmation.isNeeded() || isConfirmed()) {
      return write(positions.snapshot(), sender.delivered());
    }
    if (sender.waitNanos() == 0 && time.nanos() - retryNanos >= 0) {
      watch.began();
      // A new number each time: one of several channels may have taken the marker that failed.
      lastMarker++;
      if (confirmation.send(lastMarker)) {
        waiting = new Waiting(positions.snapshot(), lastMarker, sender);
      } else {
        retryNanos = time.nanos() + RETRY_NANOS;
      }
    }
    return Outcome.NOTHING;
  }

  private Outcome write(Positions.Snapshot snapshot, long slices) {
    if (!snapshot.save()) {
      return Outcome.FAILED;
    }
    savedSlices = slices;
    return snapshot.isForced() ? Outcome.SAVED_NEW : Outcome.SAVED;
  }

  /** Whether the source may forget the file, which it has read to its end. */
  boolean mayLetGo(TailedFile file) {
    return !confirmation.isNeeded() || file.isSaved();
  }

  /**
   * Saves all that is delivered, whether it is due or not; to be called again, at the end, until it
   * is done or one has waited long enough.
   *
   * @return whether it is done
   */
  boolean saveAll(List<TailedFile> files) {
    if (!confirmation.isNeeded()) {
      return true;
    }
    saveWhatIsConfirmed();
    if (waiting == null && sender.delivered() != savedSlices) {
      begin(files);
    }
    publish();
    return sender.delivered() == savedSlices || positions.lastFailure() != null;
  }

  /** The last save: of all that is confirmed. */
  void close(List<TailedFile> files) {
    saveWhatIsConfirmed();
    if (!confirmation.isNeeded() || isConfirmed()) {
      files.forEach(TailedFile::handOverCheck);
      write(positions.lastSnapshot(), sender.delivered());
    }
    publish();
  }

  private void publish() {
    if (confirmation.isNeeded()) {
      stats.unconfirmedEvents.set(sender.deliveredEvents() - confirmedEvents);
      stats.unconfirmedMillis.set(watch.waitedMillis());
      watch.look(() -> confirmation.waitingFor(lastMarker));
    }
  }
}
