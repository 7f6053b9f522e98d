package io.github.flumeaggregation.tail.find;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.file.FileKey;
import io.github.flumeaggregation.tail.file.FileStat;
import io.github.flumeaggregation.tail.watch.FileEvents;
import io.github.flumeaggregation.tail.watch.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What lies in the directories, looked up again only when something says that a name has come, gone
 * or changed hands: the system's notice where there is any, or else the directory's times. So
 * thousands of quiet files cost one look per directory, or none.
 *
 * <p>A directory that was changed within {@link #GRANULARITY_MILLIS} before it was listed may
 * change again without a new time, and is not trusted yet; none is trusted for longer than {@link
 * #TRUST_NANOS}, or {@link #TOLD_TRUST_NANOS} with notice. A symbolic link may lead elsewhere
 * without any trace, and is followed each time.
 */
public final class DirectoryCache {
  static final long GRANULARITY_MILLIS = 2_000;
  static final long TRUST_NANOS = TimeUnit.SECONDS.toNanos(60);
  static final long TOLD_TRUST_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final OwnFiles own;
  private final NameEncoding names = new NameEncoding();
  private final FileEvents events;
  private final Time time;
  private final Map<Path, Listing> listings = new HashMap<>();
  private Map<Path, Listing> visited = new LinkedHashMap<>();

  /** Where searches begin: of what lies above, nobody tells. */
  private final Set<Path> roots = new HashSet<>();

  private boolean followedLinks;
  private boolean changed;

  public DirectoryCache(OwnFiles own, FileEvents events, Time time) {
    this.own = own;
    this.events = events;
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

  /** What a directory held when it was listed. */
  static final class Listing {
    private final FileStat directory;
    private final boolean told;
    private final long listedNanos;

    /** The directory had not changed for so long that its next change has another time. */
    private final boolean changeWouldShow;

    private final List<Entry> entries;

    /** Names of which there was notice since. */
    private final Set<Path> touched = new HashSet<>(0);

    private boolean dirty;

    private Listing(FileStat directory, boolean told, Time time, List<Entry> entries) {
      this.directory = directory;
      this.told = told;
      listedNanos = time.nanos();
      changeWouldShow = time.wallMillis() - directory.changedMillis() > GRANULARITY_MILLIS;
      this.entries = entries;
    }

    FileKey key() {
      return directory.key();
    }

    /** What is in it, by name; what is our own left out. */
    List<Entry> entries() {
      return entries;
    }

    /** Whether there was no notice of a change but for the touched names, and would have been. */
    private boolean isToldBut(long nowNanos) {
      // Not all at a time: each is listed again some time in the second half.
      long spread = (directory.key().hashCode() & 0xff) * (TOLD_TRUST_NANOS >> 9);
      return told && !dirty && nowNanos - listedNanos < TOLD_TRUST_NANOS - spread;
    }

    private boolean isToldTrue(long nowNanos) {
      return touched.isEmpty() && isToldBut(nowNanos);
    }

    private boolean isStillTrue(FileStat now, long nowNanos) {
      return !dirty
          && touched.isEmpty()
          && changeWouldShow
          && now.isUnchangedSince(directory)
          && nowNanos - listedNanos < TRUST_NANOS;
    }
  }

  /** Begins a round: directories that it does not visit are dropped at the next. */
  void beginRound() {
    listings.keySet().retainAll(visited.keySet());
    visited = new LinkedHashMap<>();
    roots.clear();
    followedLinks = false;
    changed = false;
  }

  /** There was notice of a name, which has come or gone; of a directory's: of any in it, too. */
  public void changed(Path path) {
    Listing itself = listings.get(path);
    Listing above = path.getParent() == null ? null : listings.get(path.getParent());
    if (itself != null) {
      itself.dirty = true;
    }
    if (above != null) {
      above.touched.add(path);
    }
    changed |= itself != null || above != null;
  }

  /** Whether another round would find what the last one has found. */
  boolean isUnchanged() throws IOException {
    if (changed || followedLinks) {
      return false;
    }
    long now = time.nanos();
    for (Map.Entry<Path, Listing> one : visited.entrySet()) {
      Listing listing = one.getValue();
      boolean told = listing.isToldTrue(now);
      if (!told || roots.contains(one.getKey())) {
        FileStat stat = FileStat.of(one.getKey());
        if (stat == null || !(told ? isNamed(listing, stat) : listing.isStillTrue(stat, now))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether the system tells when something in that directory changes. */
  public boolean tells(Path directory) {
    Listing listing = listings.get(directory);
    return listing != null && listing.told;
  }

  /** What was in the directory when it was last listed; null if it never was. */
  @Nullable
  Listing last(Path directory) {
    return listings.get(directory);
  }

  /**
   * What is in the directory; null if there is none at that path.
   *
   * @param named what its name in the directory above stands for; null if nobody looked there, and
   *     a search begins here
   */
  @Nullable
  Listing look(Path directory, @Nullable FileStat named) throws IOException {
    if (named == null) {
      roots.add(directory);
    }
    Listing known = listings.get(directory);
    if (known != null) {
      // It stays known, should the directory be one that cannot be read now.
      visited.put(directory, known);
    }
    if (known != null && isNamed(known, named) && known.isToldTrue(time.nanos())) {
      return known;
    }
    FileStat stat = FileStat.of(directory);
    if (stat == null || !stat.isDirectory()) {
      visited.remove(directory);
      return null;
    }
    if (known != null && known.isStillTrue(stat, time.nanos())) {
      return known;
    }
    Listing listing = list(directory, stat, known);
    listings.put(directory, listing);
    visited.put(directory, listing);
    return listing;
  }

  private static boolean isNamed(Listing known, @Nullable FileStat named) {
    return named != null && named.key().equals(known.key());
  }

  private Listing list(Path directory, FileStat stat, @Nullable Listing before) throws IOException {
    // First, so that nothing can come between.
    boolean told = events.watch(directory, stat.key().device(), stat.key().inode());
    Map<Path, Entry> untouched =
        before != null && isNamed(before, stat) ? untouched(before) : new HashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (Path path : own.without(directory, PathPattern.list(directory))) {
      if (names.canBeOpened(path)) {
        Entry known = untouched.get(path);
        entries.add(known == null ? new Entry(path) : known);
      }
    }
    return new Listing(stat, told, time, entries);
  }

  /** What is known of names that have not changed hands: there would have been notice of it. */
  private Map<Path, Entry> untouched(Listing before) {
    Map<Path, Entry> untouched = new HashMap<>();
    if (before.isToldBut(time.nanos())) {
      before.entries.forEach(entry -> untouched.put(entry.path(), entry));
      untouched.keySet().removeAll(before.touched);
    }
    return untouched;
  }
}
