package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.tail.position.Incarnation;
import io.github.flumeaggregation.tail.position.TailedFile;
import io.github.flumeaggregation.tail.watch.Time;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** When each file has its next turn. */
final class Schedule {
  /** How often a file that just had something new is looked at. */
  static final long ACTIVE_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** How often a quiet file is looked at. */
  static final long QUIET_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** How often a quiet file is looked at if the system tells of changes. */
  static final long WATCHED_POLL_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Files that are looked at seldom are looked at together, at multiples of this. */
  private static final long TOGETHER_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** How often a closed file is looked at if the system tells of changes. */
  static final long CLOSED_POLL_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** How often a file is looked at that cannot be identified yet. */
  static final long WAITING_POLL_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A deleted file is let go when it has had no news for this long; its writer may go on a bit. */
  static final long DELETED_IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** As good as never, and yet a sum with a clock's reading is no overflow. */
  private static final long FAR_NANOS = TimeUnit.DAYS.toNanos(365);

  private static final long FIRST_ERROR_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long LONGEST_ERROR_WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final long idleNanos;
  private final RestPolicy rests;
  private final Time time;
  private boolean roomIsShort;

  Schedule(long idleTimeoutMillis, RestPolicy rests, Time time) {
    idleNanos = TimeUnit.MILLISECONDS.toNanos(idleTimeoutMillis);
    this.rests = rests;
    this.time = time;
  }

  /** The file's next turn is due. */
  void now(TailedFile file) {
    file.due().turnAt(time.nanos());
  }

  /**
   * Sets the next turn by how the last one went.
   *
   * @return whether the file has been quiet for the idle timeout
   */
  boolean after(TailedFile file, TurnOutcome outcome) {
    long now = time.nanos();
    switch (outcome) {
      case QUIET:
        file.due().turnAt(together(now, quietPollNanos(file)));
        return isIdle(file);
      case WAITING:
        file.due().turnAt(now + waitingPollNanos(file));
        return !file.isInPattern() && isIdle(file);
      case CAUGHT_UP:
        file.due().turnAt(now + ACTIVE_POLL_NANOS);
        break;
      case IDENTIFIED:
      case FORESEEN:
        // That it was opened again or proved is no growth: its rest may be due.
        file.due().turnAt(now);
        return false;
      default:
        file.due().turnAt(now);
    }
    file.due().grew(now);
    return false;
  }

  /** Whether the file has had no news for so long that it needs no place among the open files. */
  boolean isIdle(TailedFile file) {
    long quietNanos = time.nanos() - file.due().lastGrowthNanos();
    if (file.isInPattern() || !file.isDeleted()) {
      return quietNanos >= idleNanos;
    }
    return roomIsShort || quietNanos >= deletedIdleNanos(file);
  }

  private long deletedIdleNanos(TailedFile file) {
    return file.progress().hasRest() ? idleNanos : Math.min(DELETED_IDLE_NANOS, idleNanos);
  }

  /**
   * Whether other files wait for a place: what is deleted and read to its end then goes at once.
   */
  void roomIsShort(boolean now) {
    roomIsShort = now;
  }

  boolean isRoomShort() {
    return roomIsShort;
  }

  /** A little earlier than after {@code wait}, so that a thread with many files wakes up seldom. */
  static long together(long now, long wait) {
    long at = now + wait;
    return wait < 2 * TOGETHER_NANOS ? at : at - Math.floorMod(at, TOGETHER_NANOS);
  }

  private long quietPollNanos(TailedFile file) {
    if (!file.isWatched()) {
      return QUIET_POLL_NANOS;
    }
    long most = file.isOpen() ? WATCHED_POLL_NANOS : CLOSED_POLL_NANOS;
    return Math.max(QUIET_POLL_NANOS, Math.min(most, rests.shortestNanos() / 2));
  }

  private long waitingPollNanos(TailedFile file) {
    if (isToReplaceOneThatLeft(file)) {
      return QUIET_POLL_NANOS;
    }
    return file.isEmpty() ? quietPollNanos(file) : WAITING_POLL_NANOS;
  }

  private static boolean isToReplaceOneThatLeft(TailedFile file) {
    Incarnation one = file.appearance().waitsFor();
    TailedFile holder = one == null ? null : one.holder();
    return holder != null && !holder.isInPattern() && !file.isGzip();
  }

  /** Before the file is closed to make room: it is opened again when what has no end yet is due. */
  void wakeForRest(TailedFile file) {
    if (file.progress().hasRest()) {
      long wait = file.isGzip() ? idleNanos : rests.shortestNanos();
      file.file().reopenAt(file.due().lastGrowthNanos() + Math.min(wait, FAR_NANOS));
    }
  }

  /** Whether a turn that went so is followed by another at once. */
  boolean isDueAtOnce(TurnOutcome outcome) {
    return outcome == TurnOutcome.BEHIND
        || outcome == TurnOutcome.IDENTIFIED
        || outcome == TurnOutcome.FORESEEN
        || outcome == TurnOutcome.BLOCKED;
  }

  /** The more often it fails, the later the next attempt. */
  void afterFailure(TailedFile file) {
    long wait = FIRST_ERROR_WAIT_NANOS << Math.min(file.due().failures(), 10);
    file.due().turnAt(time.nanos() + Math.min(wait, LONGEST_ERROR_WAIT_NANOS));
    file.due().failed();
  }

  /** Time until the first turn, but at most {@code most}; files that are due soon go together. */
  long nanosUntilDue(List<TailedFile> files, long most) {
    long now = time.nanos();
    long wait = most;
    for (TailedFile file : files) {
      wait = Math.min(wait, file.due().nextTurnNanos() - now);
    }
    return Math.max(ACTIVE_POLL_NANOS, wait);
  }
}
