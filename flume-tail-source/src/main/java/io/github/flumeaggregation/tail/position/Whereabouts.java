package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.file.Content;
import io.github.flumeaggregation.tail.file.FileKey;
import io.github.flumeaggregation.tail.file.FileStat;
import io.github.flumeaggregation.tail.file.GzipHandle;
import io.github.flumeaggregation.tail.file.OpenFile;
import io.github.flumeaggregation.tail.file.PlainHandle;
import io.github.flumeaggregation.tail.find.FoundFile;
import io.github.flumeaggregation.tail.find.PathPattern;
import io.github.flumeaggregation.tail.watch.Instruments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for files where no pattern leads to: for those that left the pattern, and after a stop for
 * all that were known before and are not there, or hold something else.
 *
 * <p>After a stop it looks in the directories in which the missing files lay, those that links led
 * to included, and in those within: for the inode, then for a copy, compressed or not, with a name
 * that begins alike. The inode is looked for beside them, too; a copy is not, since what lies there
 * may be another program's. What is not found is said and counted.
 *
 * <p>Cost: a listing of at most {@link #MOST_DIRECTORIES} directories, once, if a file is missing.
 */
public final class Whereabouts {
  static final int MOST_DIRECTORIES = 200;
  static final int MOST_COPIES = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Whereabouts.class);

  /** A compressed copy has been decompressed, and recognised, by then. */
  private static final long SEARCH_NANOS = TimeUnit.SECONDS.toNanos(15);

  private final Positions positions;
  private final Instruments instruments;
  private final Doubts doubts;
  private final List<Incarnation> missing = new ArrayList<>();

  /** The files that those were in; who is in another one by now has been found. */
  private final Map<Incarnation, FileKey> keys = new HashMap<>();

  private long giveUpNanos;

  public Whereabouts(Positions positions, Instruments instruments, Doubts doubts) {
    this.positions = positions;
    this.instruments = instruments;
    this.doubts = doubts;
  }

  /** What lies in these directories now, by key. */
  public static Map<FileKey, Path> locate(Collection<Path> directories) {
    Map<FileKey, Path> located = new LinkedHashMap<>();
    for (Path directory : directories) {
      for (Path entry : list(directory)) {
        FileStat stat = statOrNull(entry);
        if (stat != null && stat.isRegular()) {
          located.putIfAbsent(stat.key(), entry);
        }
      }
    }
    return located;
  }

  private static List<Path> list(Path directory) {
    try {
      return PathPattern.list(directory);
    } catch (IOException e) {
      LOG.warn("Cannot look for renamed files in {}: {}", directory, e.toString());
      return new ArrayList<>();
    }
  }

  private static @Nullable FileStat statOrNull(Path path) {
    try {
      return FileStat.of(path);
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * The files outside of the patterns in which what was known before the stop may go on.
   *
   * @param found what the patterns lead to
   */
  public List<TailedFile> afterAStop(Map<FileKey, FoundFile> found) {
    giveUpNanos = instruments.time().nanos() + SEARCH_NANOS;
    for (Incarnation one : positions.present()) {
      FoundFile file = found.get(one.key());
      if (!isReadGzip(one) && (file == null || !holds(file.paths().get(0), one))) {
        missing.add(one);
        keys.put(one, one.key());
      }
    }
    Map<FileKey, TailedFile> files = new HashMap<>();
    if (!missing.isEmpty()) {
      Set<Path> near = directories();
      Map<FileKey, Path> located = locate(beside(near));
      missing.removeIf(one -> moved(one, located.get(one.key()), files));
      Map<FileKey, Path> locatedNear = locate(near);
      locatedNear.keySet().removeAll(found.keySet());
      copies(locatedNear, files);
      missing.removeIf(one -> found.containsKey(one.key()));
    }
    return new ArrayList<>(files.values());
  }

  private static boolean isReadGzip(Incarnation one) {
    return one.compressedSize() >= 0 && one.offset() >= one.contentSize();
  }

  /** Where the missing files lay, and what is within. */
  private Set<Path> directories() {
    Set<Path> directories = new LinkedHashSet<>();
    for (Incarnation one : missing) {
      addParent(directories, one.path());
      addParent(directories, one.realPath());
    }
    for (Path directory : new ArrayList<>(directories)) {
      addDirectoriesIn(directories, directory);
    }
    return directories;
  }

  /** These and what lies beside them. */
  private static Set<Path> beside(Set<Path> near) {
    Set<Path> directories = new LinkedHashSet<>(near);
    for (Path directory : near) {
      Path parent = directory.getParent();
      if (parent != null && parent.getParent() != null) {
        addDirectoriesIn(directories, parent);
      }
    }
    return directories;
  }

  private static void addParent(Set<Path> directories, @Nullable Path path) {
    Path parent = path == null ? null : path.getParent();
    FileStat stat = parent == null ? null : statOrNull(parent);
    if (parent != null && stat != null && stat.isDirectory()) {
      directories.add(parent);
    }
  }

  private static void addDirectoriesIn(Set<Path> directories, Path parent) {
    for (Path entry : list(parent)) {
      FileStat stat = directories.size() < MOST_DIRECTORIES ? statOrNull(entry) : null;
      if (stat != null && stat.isDirectory()) {
        directories.add(entry);
      }
    }
  }

  /** Whether its inode lies at that path, with what was delivered of it; if so it is followed. */
  private boolean moved(Incarnation one, @Nullable Path path, Map<FileKey, TailedFile> files) {
    if (path == null || !holds(path, one)) {
      return false;
    }
    if (path.toFile().length() > one.offset()) {
      LOG.info("{} was renamed to {} while the agent was stopped", one.path(), path);
      files.put(one.key(), remembered(one, one.key(), path));
    }
    return true;
  }

  private TailedFile remembered(Incarnation one, FileKey key, Path path) {
    return TailedFile.remembered(
        new OpenFile(key, path), one.headers(), instruments.time().nanos());
  }

  private static boolean holds(Path path, Incarnation one) {
    try (PlainHandle handle = PlainHandle.open(path, one.key())) {
      return handle != null
          && (GzipHandle.isGzip(handle)
              ? one.compressedSize() == handle.size()
              : one.isIn(Content.of(handle)));
    } catch (IOException e) {
      return false;
    }
  }

  /** Files that may be copies of what is missing: the identification looks closely. */
  private void copies(Map<FileKey, Path> located, Map<FileKey, TailedFile> files) {
    int looked = 0;
    for (Map.Entry<FileKey, Path> entry : located.entrySet()) {
      FileKey key = entry.getKey();
      Path path = entry.getValue();
      for (Incarnation one : missing) {
        if (!files.containsKey(key)
            && isNamedAlike(path, one)
            && looked++ < MOST_COPIES
            && beginsLike(path, key, one)) {
          LOG.info("{} may be a copy of {}, which is missing; looking into it", path, one.path());
          files.put(key, remembered(one, key, path));
        }
      }
    }
  }

  private static boolean isNamedAlike(Path path, Incarnation one) {
    Path real = one.realPath();
    String name = String.valueOf(path.getFileName());
    return name.startsWith(stem(one.path())) || (real != null && name.startsWith(stem(real)));
  }

  /** The name up to where a date or a number may have been put in. */
  private static String stem(Path path) {
    return String.valueOf(path.getFileName()).split("[.\\-_0-9]", 2)[0];
  }

  private static boolean beginsLike(Path path, FileKey key, Incarnation one) {
    try (PlainHandle handle = PlainHandle.open(path, key)) {
      return handle != null
          && (GzipHandle.isGzip(handle)
              ? one.evidence().head().matches(new GzipHandle(handle))
              : one.evidence().head().matches(handle));
    } catch (IOException e) {
      return false;
    }
  }

  /** Says and counts what has not been found after the stop, once there was time to look for it. */
  public void giveUp() {
    if (!missing.isEmpty() && instruments.time().nanos() - giveUpNanos >= 0) {
      missing.stream().filter(one -> one.key().equals(keys.get(one))).forEach(this::giveUp);
      missing.clear();
      keys.clear();
    }
  }

  private void giveUp(Incarnation one) {
    if (!one.hasEnded() && one.holder() == null && positions.present().contains(one)) {
      positions.end(one);
      positions.force();
      doubts.maybeLost(
          "{} was there when the agent was stopped and is not found any more. It was delivered up"
              + " to byte {} as {}; what was written after that is lost",
          one.path(),
          one.offset(),
          one.id());
    }
  }
}
