package io.github.flumeaggregation.tail;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** When each file has its next turn. */
final class Schedule {
  /** How often a file that just had something new is looked at. */
  static final long ACTIVE_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** How often a quiet file is looked at. */
  static final long QUIET_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** How often a quiet file is looked at if the system tells of changes. */
  static final long WATCHED_POLL_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How often a file is looked at that cannot be identified yet. */
  static final long WAITING_POLL_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** As good as never, and yet a sum with a clock's reading is no overflow. */
  private static final long FAR_NANOS = TimeUnit.DAYS.toNanos(365);

  private static final long FIRST_ERROR_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long LONGEST_ERROR_WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final long idleNanos;
  private final RestPolicy rests;
  private final Time time;

  Schedule(long idleTimeoutMillis, RestPolicy rests, Time time) {
    idleNanos = TimeUnit.MILLISECONDS.toNanos(idleTimeoutMillis);
    this.rests = rests;
    this.time = time;
  }

  /** The file's next turn is due. */
  void now(TailedFile file) {
    file.nextTurnNanos = time.nanos();
  }

  /**
   * Sets the next turn by how the last one went.
   *
   * @return whether the file has been quiet for the idle timeout
   */
  boolean after(TailedFile file, FileTurn.Outcome outcome) {
    long now = time.nanos();
    switch (outcome) {
      case QUIET:
        file.nextTurnNanos = now + quietPollNanos(file);
        return now - file.lastGrowthNanos >= idleNanos;
      case WAITING:
        file.nextTurnNanos = now + (file.isEmpty() ? quietPollNanos(file) : WAITING_POLL_NANOS);
        return false;
      case CAUGHT_UP:
        file.nextTurnNanos = now + ACTIVE_POLL_NANOS;
        break;
      default:
        file.nextTurnNanos = now;
    }
    file.lastGrowthNanos = now;
    return false;
  }

  private long quietPollNanos(TailedFile file) {
    return file.isWatched()
        ? Math.max(QUIET_POLL_NANOS, Math.min(WATCHED_POLL_NANOS, rests.shortestNanos() / 2))
        : QUIET_POLL_NANOS;
  }

  /** Before the file is closed to make room: it is opened again when what has no end yet is due. */
  void wakeForRest(TailedFile file) {
    if (file.hasRest()) {
      long wait = file.isGzip() ? idleNanos : rests.shortestNanos();
      file.reopenAt(file.lastGrowthNanos + Math.min(wait, FAR_NANOS));
    }
  }

  /** Whether a turn that went so is followed by another at once. */
  boolean isDueAtOnce(FileTurn.Outcome outcome) {
    return outcome == FileTurn.Outcome.BEHIND || outcome == FileTurn.Outcome.BLOCKED;
  }

  /** The more often it fails, the later the next attempt. */
  void afterFailure(TailedFile file) {
    long wait = FIRST_ERROR_WAIT_NANOS << Math.min(file.failures, 10);
    file.nextTurnNanos = time.nanos() + Math.min(wait, LONGEST_ERROR_WAIT_NANOS);
    file.failures++;
  }

  /** Time until the first turn, but at most {@code most}; files that are due soon go together. */
  long nanosUntilDue(List<TailedFile> files, long most) {
    long now = time.nanos();
    long wait = most;
    for (TailedFile file : files) {
      wait = Math.min(wait, file.nextTurnNanos - now);
    }
    return Math.max(ACTIVE_POLL_NANOS, wait);
  }
}
