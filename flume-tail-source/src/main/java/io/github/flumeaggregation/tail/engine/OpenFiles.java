package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.tail.position.TailedFile;
import io.github.flumeaggregation.tail.watch.Instruments;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the number of open files within its limit, which is {@code maxOpenFiles}, or less if the
 * process may have fewer. Files that find no room wait for it in their order. Whoever is first
 * takes the place of the file that has been at its end for longest, or else of one that has been
 * open for a second: no file is shut out for good. Files that a pattern does not lead to (any more)
 * keep their handle, since it may be the last way to them; beyond the limit, if it comes to that.
 *
 * <p>Cost: a look at each open file in each pass in which others wait.
 */
final class OpenFiles {
  private static final long TENURE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final OpenFilesLimit limit;
  private final Schedule schedule;
  private final Instruments instruments;

  /** Those that are open, and maybe some that were closed since the last look. */
  private final Set<TailedFile> open = new LinkedHashSet<>();

  /** Whose places others may have, in this order. */
  private final Deque<TailedFile> leaving = new ArrayDeque<>();

  private final Set<TailedFile> waiting = new LinkedHashSet<>();

  /** The first of those that wait, as many as there will be room for. */
  private final Set<TailedFile> invited = new HashSet<>();

  OpenFiles(OpenFilesLimit limit, Schedule schedule, Instruments instruments) {
    this.limit = limit;
    this.schedule = schedule;
    this.instruments = instruments;
  }

  /** These are the files at work now. If there is room for fewer than are open, some are closed. */
  void recount(Collection<TailedFile> files) throws IOException {
    open.clear();
    for (TailedFile file : files) {
      if (file.isOpen()) {
        open.add(file);
      }
    }
    if (!waiting.isEmpty()) {
      waiting.retainAll(new HashSet<>(files));
    }
    limit.look(open.size(), files.size());
    boolean room = true;
    while (open.size() > limit.most() && room) {
      room = makeRoom();
    }
    schedule.roomIsShort(isFull());
    instruments.stats().filesOpen.set(open.size());
  }

  private boolean isFull() {
    return open.size() >= limit.most();
  }

  /** The file is read to its end and will not be needed any more. */
  void letGo(TailedFile file, Roster roster) throws IOException {
    roster.letGo(file);
    open.remove(file);
    waiting.remove(file);
  }

  /** The system has refused to open one more. */
  void refused(Throwable cause) {
    limit.refused(open.size(), cause);
  }

  /** Opens the file, if it wants to be and there is room. */
  void open(TailedFile file) throws IOException {
    if (file.isOpen() || !file.wantsToBeOpen(instruments.time().nanos())) {
      waiting.remove(file);
      return;
    }
    if (isFull() && !(isNext(file) && makeRoom())) {
      waiting.add(file);
      return;
    }
    waiting.remove(file);
    try {
      file.open();
    } catch (IOException e) {
      if (!OpenFilesLimit.isTooMany(e)) {
        throw e;
      }
      refused(e);
    }
    file.due().opened(instruments.time().nanos());
    if (file.isOpen()) {
      open.add(file);
    }
  }

  private boolean isNext(TailedFile file) {
    return waiting.isEmpty() || invited.contains(file);
  }

  /** Lets as many of those that wait have their turn now as there is room for. */
  void admit() {
    invited.clear();
    if (waiting.isEmpty()) {
      return;
    }
    lookForPlaces();
    long places = limit.most() - open.size() + leaving.size();
    for (TailedFile file : waiting) {
      if (invited.size() >= places) {
        break;
      }
      invited.add(file);
      schedule.now(file);
    }
  }

  private static boolean isResting(TailedFile file) {
    return file.isInPattern() && (file.isAtEnd() || file.isEmpty());
  }

  private boolean hasServed(TailedFile file) {
    return file.isInPattern()
        && instruments.time().nanos() - file.due().openedNanos() >= TENURE_NANOS;
  }

  /** What will never be written to again makes room before a file at work does: at once. */
  private boolean deletedOnesLeave() {
    schedule.roomIsShort(true);
    boolean any = false;
    for (TailedFile file : open) {
      if (file.isOpen() && file.isDeleted() && (file.isAtEnd() || file.isEmpty())) {
        schedule.now(file);
        any = true;
      }
    }
    return any;
  }

  private void lookForPlaces() {
    open.removeIf(file -> !file.isOpen());
    leaving.clear();
    if (!deletedOnesLeave()) {
      long now = instruments.time().nanos();
      open.stream()
          .filter(OpenFiles::isResting)
          .sorted(Comparator.comparingLong(file -> file.due().lastGrowthNanos() - now))
          .forEach(leaving::add);
      open.stream()
          .filter(file -> !isResting(file) && hasServed(file))
          .sorted(Comparator.comparingLong(file -> file.due().openedNanos() - now))
          .forEach(leaving::add);
    }
  }

  private boolean makeRoom() throws IOException {
    if (leaving.isEmpty()) {
      lookForPlaces();
    }
    for (TailedFile file = leaving.poll(); file != null; file = leaving.poll()) {
      if (file.isOpen() && (isResting(file) || hasServed(file))) {
        close(file);
        return true;
      }
    }
    return false;
  }

  private void close(TailedFile file) throws IOException {
    open.remove(file);
    if (isResting(file)) {
      schedule.wakeForRest(file);
      file.closeAtRest();
    } else {
      file.close();
    }
  }
}
