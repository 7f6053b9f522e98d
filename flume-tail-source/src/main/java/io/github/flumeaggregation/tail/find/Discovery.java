package io.github.flumeaggregation.tail.find;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.file.FileKey;
import io.github.flumeaggregation.tail.file.FileStat;
import io.github.flumeaggregation.tail.watch.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the files that the patterns mean at this moment. Each file is found once, whatever number
 * of names and links lead to it, and each directory is entered once, so that links in a circle end.
 *
 * <p>A directory that cannot be read is reported once and does not hide the others. Cost: one look
 * at each directory, and a listing of those that have changed.
 */
public final class Discovery {
  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

  private final List<FileGroup> groups;
  private final DirectoryCache directories;
  private final Set<Path> reported = new HashSet<>();
  private Map<FileKey, FoundFile> found = new LinkedHashMap<>();
  private final UnmatchedPatterns unmatched;
  private boolean complete;
  private int namesOfPattern;
  private Set<List<Object>> entered = new HashSet<>();

  public Discovery(List<FileGroup> groups, DirectoryCache directories, Time time) {
    this.groups = groups;
    this.directories = directories;
    unmatched = new UnmatchedPatterns(time);
  }

  /**
   * Whether {@link #find} would find what it found the last time. Costs a look per directory of
   * whose changes the system does not tell.
   */
  public boolean isUnchanged() {
    try {
      return complete && directories.isUnchanged();
    } catch (IOException e) {
      // The search reports it.
      return false;
    }
  }

  /** All files there are, by the time of their last change, then in the order of the patterns. */
  public Map<FileKey, FoundFile> find() {
    found = new LinkedHashMap<>();
    complete = true;
    directories.beginRound();
    for (FileGroup group : groups) {
      for (PathPattern pattern : group.patterns()) {
        entered = new HashSet<>();
        namesOfPattern = 0;
        search(group, pattern.root(), null, pattern.steps());
        unmatched.matched(group, pattern, namesOfPattern);
      }
    }
    return oldestFirst();
  }

  private Map<FileKey, FoundFile> oldestFirst() {
    List<FoundFile> files = new ArrayList<>(found.values());
    files.sort(Comparator.comparing(file -> file.stat().modified()));
    Map<FileKey, FoundFile> sorted = new LinkedHashMap<>();
    files.forEach(file -> sorted.put(file.stat().key(), file));
    return sorted;
  }

  /**
   * @param named what its name in the directory above stands for, if there is one that was looked
   *     at
   */
  private void search(
      FileGroup group, Path directory, @Nullable FileStat named, List<PathPattern.Step> steps) {
    DirectoryCache.Listing listing = look(directory, named);
    if (listing != null) {
      searchIn(group, listing, steps);
    }
  }

  /** What cannot be listed (too many open files, say) is no proof that its files are gone. */
  private DirectoryCache.@Nullable Listing look(Path directory, @Nullable FileStat named) {
    try {
      DirectoryCache.Listing listing = directories.look(directory, named);
      complete &= listing != null;
      reported.remove(directory);
      return listing;
    } catch (IOException e) {
      report(directory, e);
      return directories.last(directory);
    }
  }

  private void searchIn(
      FileGroup group, DirectoryCache.Listing listing, List<PathPattern.Step> steps) {
    if (!entered.add(Arrays.asList(listing.key(), steps.size()))) {
      return;
    }
    List<PathPattern.Step> rest = steps.subList(1, steps.size());
    boolean anyDepth = steps.get(0) == PathPattern.ANY_DEPTH;
    if (anyDepth) {
      searchIn(group, listing, rest);
    }
    for (DirectoryCache.Entry entry : listing.entries()) {
      if (!steps.get(0).matches(entry.path().getFileName())) {
        continue;
      }
      FileStat stat = stat(entry);
      if (stat == null) {
        continue;
      }
      if (rest.isEmpty()) {
        found(group, entry, stat);
      } else if (stat.isDirectory()) {
        search(group, entry.path(), stat, anyDepth ? steps : rest);
      }
    }
  }

  private @Nullable FileStat stat(DirectoryCache.Entry entry) {
    try {
      FileStat stat = entry.stat();
      reported.remove(entry.path());
      return stat;
    } catch (IOException e) {
      report(entry.path(), e);
      return null;
    }
  }

  private void found(FileGroup group, DirectoryCache.Entry entry, FileStat stat) {
    if (stat.isRegular()) {
      namesOfPattern++;
      found.computeIfAbsent(stat.key(), key -> new FoundFile(stat, group)).alsoAt(entry);
    }
  }

  private void report(Path path, IOException cause) {
    complete = false;
    if (reported.add(path)) {
      LOG.warn("Cannot look into {}, other files go on: {}", path, cause.toString());
    }
  }
}
