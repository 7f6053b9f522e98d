package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the number of open files within its limit, which is {@code maxOpenFiles}, or less if the
 * process may have fewer. A file that is to be opened takes the place of the one that has been at
 * its end for longest, or else of one that has been open for a second: no file is shut out for
 * good. Files that a pattern does not lead to (any more) keep their handle, since it may be the
 * last way to them; beyond the limit, if it comes to that.
 */
final class OpenFiles {
  private static final long TENURE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final OpenFilesLimit limit;
  private final Schedule schedule;
  private final Instruments instruments;
  private Collection<TailedFile> files = Collections.emptyList();
  private int open;
  private @Nullable TailedFile next;

  OpenFiles(OpenFilesLimit limit, Schedule schedule, Instruments instruments) {
    this.limit = limit;
    this.schedule = schedule;
    this.instruments = instruments;
  }

  /** These are the files at work now. If there is room for fewer than are open, some are closed. */
  void recount(Collection<TailedFile> newFiles) throws IOException {
    files = newFiles;
    next = files.contains(next) ? next : null;
    open = 0;
    for (TailedFile file : files) {
      open += file.isOpen() ? 1 : 0;
    }
    limit.look(open, files.size());
    boolean room = true;
    while (open > limit.most() && room) {
      room = makeRoom();
    }
    schedule.roomIsShort(open >= limit.most());
    instruments.stats().filesOpen.set(open);
  }

  /** A file that was open has been let go. */
  void closed() {
    open--;
  }

  /** The system has refused to open one more. */
  void refused(Throwable cause) {
    limit.refused(open, cause);
  }

  /** Opens the file, if it wants to be and there is room. */
  void open(TailedFile file) throws IOException {
    if (file.isOpen() || !file.wantsToBeOpen(instruments.time().nanos())) {
      forget(file);
      return;
    }
    if (open >= limit.most() && !(isNext(file) && makeRoom())) {
      next = next == null ? file : next;
      return;
    }
    forget(file);
    try {
      file.open();
    } catch (IOException e) {
      if (!OpenFilesLimit.isTooMany(e)) {
        throw e;
      }
      refused(e);
    }
    file.openedNanos = instruments.time().nanos();
    file.lastTurnNanos = file.openedNanos;
    open += file.isOpen() ? 1 : 0;
  }

  /** The first that found no room is the next to get some, whatever their order. */
  private boolean isNext(TailedFile file) {
    return next == null || next == file;
  }

  private void forget(TailedFile file) {
    next = next == file ? null : next;
  }

  /** What will never be written to again makes room before a file at work does: at once. */
  private boolean deletedOnesLeave() {
    schedule.roomIsShort(true);
    boolean any = false;
    for (TailedFile file : files) {
      if (file.isOpen() && file.deleted && (file.isAtEnd() || file.isEmpty())) {
        schedule.now(file);
        any = true;
      }
    }
    return any;
  }

  private boolean makeRoom() throws IOException {
    TailedFile resting = null;
    TailedFile longest = null;
    if (deletedOnesLeave()) {
      return false;
    }
    for (TailedFile file : files) {
      if (!file.isOpen() || !file.isInPattern()) {
        continue;
      }
      if (file.isAtEnd() || file.isEmpty()) {
        resting =
            resting == null || file.lastGrowthNanos - resting.lastGrowthNanos < 0 ? file : resting;
      } else if (instruments.time().nanos() - file.openedNanos >= TENURE_NANOS) {
        longest = longest == null || file.openedNanos - longest.openedNanos < 0 ? file : longest;
      }
    }
    if (resting != null) {
      schedule.wakeForRest(resting);
      resting.closeAtRest();
    } else if (longest != null) {
      longest.close();
    } else {
      return false;
    }
    open--;
    return true;
  }
}
