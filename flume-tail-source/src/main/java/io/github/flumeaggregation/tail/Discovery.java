package io.github.flumeaggregation.tail;

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
final class Discovery {
  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

  private final List<FileGroup> groups;
  private final DirectoryCache directories;
  private final Set<Path> reported = new HashSet<>();
  private Map<FileKey, FoundFile> found = new LinkedHashMap<>();
  private final UnmatchedPatterns unmatched;
  private boolean complete;
  private int namesOfPattern;
  private Set<List<Object>> entered = new HashSet<>();

  Discovery(List<FileGroup> groups, DirectoryCache directories, Time time) {
    this.groups = groups;
    this.directories = directories;
    unmatched = new UnmatchedPatterns(time);
  }

  /** Whether {@link #find} would find what it found the last time. Costs a look per directory. */
  boolean isUnchanged() {
    try {
      return complete && directories.isUnchanged();
    } catch (IOException e) {
      // The search reports it.
      return false;
    }
  }

  /** All files there are, by the time of their last change, then in the order of the patterns. */
  Map<FileKey, FoundFile> find() {
    found = new LinkedHashMap<>();
    complete = true;
    directories.beginRound();
    for (FileGroup group : groups) {
      for (PathPattern pattern : group.patterns()) {
        entered = new HashSet<>();
        namesOfPattern = 0;
        search(group, pattern.root(), pattern.steps());
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

  private void search(FileGroup group, Path directory, List<PathPattern.Step> steps) {
    try {
      FileStat stat = FileStat.of(directory);
      complete &= stat != null;
      if (stat != null && stat.isDirectory() && enter(stat, steps)) {
        searchEntries(group, directory, stat, steps);
      }
    } catch (IOException e) {
      report(directory, e);
    }
  }

  private boolean enter(FileStat directory, List<PathPattern.Step> steps) {
    return entered.add(Arrays.asList(directory.key(), steps.size()));
  }

  private void searchEntries(
      FileGroup group, Path directory, FileStat stat, List<PathPattern.Step> steps) {
    List<PathPattern.Step> rest = steps.subList(1, steps.size());
    boolean anyDepth = steps.get(0) == PathPattern.ANY_DEPTH;
    if (anyDepth) {
      search(group, directory, rest);
    }
    for (DirectoryCache.Entry entry : entries(directory, stat)) {
      if (!steps.get(0).matches(entry.path().getFileName())) {
        continue;
      }
      if (rest.isEmpty()) {
        look(group, entry);
      } else if (mayBeDirectory(entry)) {
        search(group, entry.path(), anyDepth ? steps : rest);
      }
    }
  }

  /** What cannot be listed (too many open files, say) is no proof that its files are gone. */
  private List<DirectoryCache.Entry> entries(Path directory, FileStat stat) {
    try {
      List<DirectoryCache.Entry> entries = directories.entries(directory, stat);
      reported.remove(directory);
      return entries;
    } catch (IOException e) {
      report(directory, e);
      return directories.lastEntries(directory);
    }
  }

  private boolean mayBeDirectory(DirectoryCache.Entry entry) {
    try {
      FileStat stat = entry.stat();
      return stat != null && stat.isDirectory();
    } catch (IOException e) {
      report(entry.path(), e);
      return false;
    }
  }

  private void look(FileGroup group, DirectoryCache.Entry entry) {
    try {
      FileStat stat = entry.stat();
      if (stat != null && stat.isRegular()) {
        namesOfPattern++;
        found.computeIfAbsent(stat.key(), key -> new FoundFile(stat, group)).alsoAt(entry);
      }
      reported.remove(entry.path());
    } catch (IOException e) {
      report(entry.path(), e);
    }
  }

  private void report(Path path, IOException cause) {
    complete = false;
    if (reported.add(path)) {
      LOG.warn("Cannot look into {}, other files go on: {}", path, cause.toString());
    }
  }
}
