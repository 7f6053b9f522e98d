package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What lies in the directories, looked up again only when a directory's modification time says that
 * a name has come, gone or changed hands. So thousands of quiet files cost one look per directory.
 *
 * <p>A directory that was changed within {@link #GRANULARITY_MILLIS} before it was listed may
 * change again without a new time, and is not trusted yet; none is trusted for longer than {@link
 * #TRUST_NANOS}. A symbolic link may lead elsewhere without any trace, and is followed each time.
 */
final class DirectoryCache {
  static final long GRANULARITY_MILLIS = 2_000;
  static final long TRUST_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final OwnFiles own;
  private final NameEncoding names = new NameEncoding();
  private final Time time;
  private final Map<Path, Listing> listings = new HashMap<>();
  private final Map<Path, FileKey> visited = new HashMap<>();
  private boolean followedLinks;

  DirectoryCache(OwnFiles own, Time time) {
    this.own = own;
    this.time = time;
  }

  /** A name in a directory, and what it stood for when last looked up. */
  final class Entry {
    private final Path path;
    private @Nullable FileStat stat;
    private boolean lookedUp;

    Entry(Path path) {
      this.path = path;
    }

    Path path() {
      return path;
    }

    /** What the name stands for; null if it has gone since. */
    @Nullable
    FileStat stat() throws IOException {
      if (!lookedUp) {
        FileStat link = FileStat.ofLink(path);
        if (link != null && link.isSymbolicLink()) {
          followedLinks = true;
          return FileStat.of(path);
        }
        stat = link;
        lookedUp = true;
      }
      return stat;
    }

    /** Whether the name is the file's own and only one: {@link #stat()} is of the name itself. */
    boolean isOnlyName() {
      return lookedUp && stat != null && stat.links() == 1;
    }
  }

  private static final class Listing {
    final FileKey key;
    final FileTime modified;
    final long listedNanos;
    final boolean settled;
    final List<Entry> entries;

    Listing(FileStat directory, Time time, List<Entry> entries) {
      key = directory.key();
      modified = directory.modified();
      listedNanos = time.nanos();
      settled = time.wallMillis() - directory.modifiedMillis() > GRANULARITY_MILLIS;
      this.entries = entries;
    }

    boolean isStillTrue(FileStat directory, long nowNanos) {
      return settled
          && key.equals(directory.key())
          && modified.equals(directory.modified())
          && nowNanos - listedNanos < TRUST_NANOS;
    }
  }

  /** Begins a round: directories that it does not visit are dropped at the next. */
  void beginRound() {
    listings.keySet().retainAll(visited.keySet());
    visited.clear();
    followedLinks = false;
  }

  /** Whether another round would find what the last one has found. */
  boolean isUnchanged() throws IOException {
    for (Path directory : visited.keySet()) {
      FileStat stat = FileStat.of(directory);
      Listing listing = listings.get(directory);
      if (stat == null || listing == null || !listing.isStillTrue(stat, time.nanos())) {
        return false;
      }
    }
    return !followedLinks;
  }

  /** Directories visited in this round. */
  Map<Path, FileKey> visited() {
    return Collections.unmodifiableMap(visited);
  }

  /** What was in the directory when it was last listed; nothing if it never was. */
  List<Entry> lastEntries(Path directory) {
    Listing known = listings.get(directory);
    return known == null ? Collections.emptyList() : known.entries;
  }

  /** What is in the directory, by name; what is our own left out. */
  List<Entry> entries(Path directory, FileStat stat) throws IOException {
    visited.put(directory, stat.key());
    Listing known = listings.get(directory);
    if (known != null && known.isStillTrue(stat, time.nanos())) {
      return known.entries;
    }
    List<Entry> entries = new ArrayList<>();
    for (Path path : own.without(directory, PathPattern.list(directory))) {
      if (names.canBeOpened(path)) {
        entries.add(new Entry(path));
      }
    }
    listings.put(directory, new Listing(stat, time, entries));
    return entries;
  }
}
