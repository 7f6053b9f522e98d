package io.github.flumeaggregation.tail.engine;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.file.FileKey;
import io.github.flumeaggregation.tail.file.FileStat;
import io.github.flumeaggregation.tail.file.OpenFile;
import io.github.flumeaggregation.tail.find.FoundFile;
import io.github.flumeaggregation.tail.position.Incarnation;
import io.github.flumeaggregation.tail.position.Positions;
import io.github.flumeaggregation.tail.position.StartAt;
import io.github.flumeaggregation.tail.position.TailedFile;
import io.github.flumeaggregation.tail.position.Whereabouts;
import io.github.flumeaggregation.tail.watch.Instruments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files at work. Follows them through renames: a file that leaves the pattern stays until it
 * has been read to its end, one that only changes its name is still the same.
 */
final class Roster {
  private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

  private final Positions positions;
  private final StartAt startAt;
  private final Instruments instruments;
  private final Whereabouts whereabouts;
  private final Map<FileKey, TailedFile> files = new LinkedHashMap<>();
  private final Map<Path, TailedFile> byPath = new HashMap<>();
  private @Nullable List<TailedFile> atWork;
  private boolean firstLook = true;

  Roster(Positions positions, StartAt startAt, Whereabouts whereabouts, Instruments instruments) {
    this.whereabouts = whereabouts;
    this.positions = positions;
    this.startAt = startAt;
    this.instruments = instruments;
  }

  /** All files at work now; stays as it is while files are let go. */
  List<TailedFile> files() {
    List<TailedFile> now = atWork;
    if (now == null) {
      now = Collections.unmodifiableList(new ArrayList<>(files.values()));
      atWork = now;
    }
    return now;
  }

  private void put(TailedFile file) {
    files.put(file.key(), file);
    atWork = null;
  }

  private void remove(TailedFile file) {
    files.remove(file.key());
    atWork = null;
  }

  /** The file at that path, which a pattern leads to; null if there is none. */
  @Nullable
  TailedFile at(Path path) {
    return byPath.get(path);
  }

  /**
   * Takes notice of what the patterns lead to now.
   *
   * @param tells whether the system tells of changes in a directory
   */
  void update(Map<FileKey, FoundFile> found, Predicate<Path> tells) {
    byPath.clear();
    for (FoundFile one : found.values()) {
      TailedFile file = files.get(one.stat().key());
      if (file == null) {
        file = arrived(one);
      } else {
        seen(file, one);
      }
      remember(file);
      byPath.put(file.path(), file);
      file.watched(one.hasOnlyThisName() && tells.test(file.path().getParent()));
    }
    List<TailedFile> left = new ArrayList<>();
    for (TailedFile file : files.values()) {
      if (file.isInPattern() && !found.containsKey(file.key())) {
        file.inPattern(false);
        left.add(file);
      }
    }
    departed(left);
    if (firstLook) {
      firstLook = false;
      positions.startSizes().retain(found.keySet());
      whereabouts.afterAStop(found).forEach(this::add);
    }
  }

  private TailedFile arrived(FoundFile found) {
    FileStat stat = found.stat();
    if (firstLook && positions.isFirstRun() && startAt.skips(stat)) {
      positions.startSizes().put(stat.key(), stat.size());
    }
    TailedFile file =
        new TailedFile(
            new OpenFile(stat.key(), found.paths().get(0)),
            found.group().headers(),
            stat.birthNanos(),
            instruments.time().nanos());
    return add(file);
  }

  private TailedFile add(TailedFile file) {
    put(file);
    return file;
  }

  private void remember(TailedFile file) {
    Incarnation incarnation = positions.find(file.key());
    if (incarnation != null) {
      positions.sees(incarnation);
      if (!incarnation.isAtWork() && !incarnation.hasEnded()) {
        // Renamed while nobody looked: it is not gone from where it was, but here.
        incarnation.movedTo(file.path());
      }
    }
  }

  private void seen(TailedFile file, FoundFile found) {
    file.inPattern(true);
    if (!found.paths().contains(file.path())) {
      renamed(file, found.paths().get(0));
    }
  }

  private void renamed(TailedFile file, Path newPath) {
    LOG.info("{} is now {}", file.path(), newPath);
    instruments.stats().rotations.incrementAndGet();
    file.movedTo(newPath);
  }

  /** Those that were renamed within their directory are found again, even if they were closed. */
  private void departed(List<TailedFile> left) {
    Set<Path> directories = new LinkedHashSet<>();
    for (TailedFile file : left) {
      Path parent = file.path().getParent();
      if (parent != null) {
        directories.add(parent);
      }
    }
    Map<FileKey, Path> elsewhere = Whereabouts.locate(directories);
    for (TailedFile file : left) {
      Path newPath = elsewhere.get(file.key());
      if (newPath != null) {
        renamed(file, newPath);
      } else if (file.isOpen()) {
        LOG.info("{} is gone; it is read to its end through the open handle", file.path());
      } else {
        remove(file);
        ended(file);
      }
    }
  }

  private void ended(TailedFile file) {
    positions.startSizes().take(file.key());
    Incarnation incarnation = positions.find(file.key());
    if (incarnation != null && !incarnation.hasEnded()) {
      positions.end(incarnation);
    }
  }

  /** The file is read to its end and will not be needed any more. */
  void letGo(TailedFile file) throws IOException {
    remove(file);
    file.close();
    ended(file);
  }
}
