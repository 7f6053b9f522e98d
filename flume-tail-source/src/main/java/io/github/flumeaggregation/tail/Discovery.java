package io.github.flumeaggregation.tail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
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
 * <p>A directory that cannot be read is reported once and does not hide the others. Cost: one
 * listing per directory and one look at each matching name.
 */
final class Discovery {
  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

  private final List<FileGroup> groups;
  private final Set<Path> reported = new HashSet<>();
  private Map<FileKey, FoundFile> found = new LinkedHashMap<>();
  private Set<List<Object>> entered = new HashSet<>();

  Discovery(List<FileGroup> groups) {
    this.groups = groups;
  }

  /** All files there are, in the order of the patterns, by name within a directory. */
  Map<FileKey, FoundFile> find() {
    found = new LinkedHashMap<>();
    for (FileGroup group : groups) {
      for (PathPattern pattern : group.patterns()) {
        entered = new HashSet<>();
        search(group, pattern.root(), pattern.steps());
      }
    }
    return found;
  }

  private void search(FileGroup group, Path directory, List<PathPattern.Step> steps) {
    try {
      FileStat stat = FileStat.of(directory);
      if (stat != null && stat.isDirectory() && enter(stat, steps)) {
        searchEntries(group, directory, steps);
        reported.remove(directory);
      }
    } catch (IOException e) {
      report(directory, e);
    }
  }

  private boolean enter(FileStat directory, List<PathPattern.Step> steps) {
    return entered.add(Arrays.asList(directory.key(), steps.size()));
  }

  private void searchEntries(FileGroup group, Path directory, List<PathPattern.Step> steps)
      throws IOException {
    List<PathPattern.Step> rest = steps.subList(1, steps.size());
    boolean anyDepth = steps.get(0) == PathPattern.ANY_DEPTH;
    if (anyDepth) {
      search(group, directory, rest);
    }
    for (Path entry : PathPattern.list(directory)) {
      if (!steps.get(0).matches(entry.getFileName())) {
        continue;
      }
      if (anyDepth) {
        search(group, entry, steps);
      } else if (rest.isEmpty()) {
        look(group, entry);
      } else {
        search(group, entry, rest);
      }
    }
  }

  private void look(FileGroup group, Path path) {
    try {
      FileStat stat = FileStat.of(path);
      if (stat != null && stat.isRegular()) {
        found.computeIfAbsent(stat.key(), key -> new FoundFile(stat, group)).alsoAt(path);
        reported.remove(path);
      }
    } catch (IOException e) {
      report(path, e);
    }
  }

  private void report(Path path, IOException cause) {
    if (reported.add(path)) {
      LOG.warn("Cannot look into {}, other files go on: {}", path, cause.toString());
    }
  }
}
