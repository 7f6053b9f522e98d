package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.tail.watch.Instruments;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many files a source may have open: {@code maxOpenFiles}, or its share of what the process may
 * have if that is less, or a few less than there were when the system refused one.
 */
final class OpenFilesLimit {
  private static final Logger LOG = LoggerFactory.getLogger(OpenFilesLimit.class);

  /** How long to do with fewer files after the system has refused one more. */
  private static final long REFUSED_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** How long an answer of the process holds: it counts its open files one by one. */
  private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final int configured;
  private final Instruments instruments;
  private final HandleShare share;
  private long most;
  private long mostAfterRefusal = Long.MAX_VALUE;
  private long refusedNanos;
  private boolean saidShare;

  /** When the process was last asked, and for how many files; -1 if not yet. */
  private long lookedNanos;

  private int lookedOpen = -1;
  private int lookedWanted = -1;

  OpenFilesLimit(int configured, Instruments instruments) {
    this.configured = configured;
    this.instruments = instruments;
    share = new HandleShare(instruments.handles());
    most = configured;
  }

  /** The limit as it was when last looked at. */
  long most() {
    return most;
  }

  /**
   * Looks how many the process has open by now; of files that stay as they are, each 5 s.
   *
   * @param open files that this source has open
   * @param wanted files that it would like to have open
   */
  void look(int open, int wanted) {
    long now = instruments.time().nanos();
    boolean isAsBefore = open == lookedOpen && wanted == lookedWanted;
    if (isAsBefore && now - lookedNanos < LOOK_AGAIN_NANOS) {
      return;
    }
    lookedNanos = now;
    lookedOpen = open;
    lookedWanted = wanted;
    if (now - refusedNanos >= REFUSED_NANOS) {
      mostAfterRefusal = Long.MAX_VALUE;
    }
    long shared = share.most(open);
    most = Math.min(Math.min(configured, shared), mostAfterRefusal);
    if (shared < configured && wanted > shared && !saidShare) {
      saidShare = true;
      LOG.warn(
          "maxOpenFiles = {} is more than the {} open files that the whole agent may have (ulimit"
              + " -n) leave room for: {} files are open at a time and take turns. Raise the limit of"
              + " the agent's user (LimitNOFILE in a systemd unit), or set maxOpenFiles lower",
          configured,
          instruments.handles().most(),
          shared);
    }
  }

  /** Whether the system has no more files for this process, or for all of them. */
  static boolean isTooMany(Throwable cause) {
    return String.valueOf(cause.getMessage()).contains("Too many open files");
  }

  /** The system has refused a file: does with fewer for a while, so that others get some, too. */
  void refused(int open, Throwable cause) {
    if (mostAfterRefusal == Long.MAX_VALUE) {
      LOG.warn(
          "The system gives no more open files ({}); going on with fewer than the {} that are open"
              + " now. Raise the limit of the agent's user (ulimit -n), or set maxOpenFiles lower",
          cause.toString(),
          open);
    }
    refusedNanos = instruments.time().nanos();
    mostAfterRefusal = Math.max(1, open - 1 - open / 8);
    most = Math.min(most, mostAfterRefusal);
  }

  /** The source ends: others may have its share. */
  void giveBack() {
    share.giveBack();
  }
}
