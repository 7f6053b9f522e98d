package io.github.flumeaggregation.tail.find;

import io.github.flumeaggregation.tail.file.FileStat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file that the patterns lead to, by one path or by several (hard and symbolic links). */
public final class FoundFile {
  private final FileStat stat;
  private final FileGroup group;
  private boolean onlyName;
  private final List<Path> paths = new ArrayList<>(1);

  FoundFile(FileStat stat, FileGroup group) {
    this.stat = stat;
    this.group = group;
  }

  void alsoAt(DirectoryCache.Entry entry) {
    paths.add(entry.path());
    onlyName = paths.size() == 1 && entry.isOnlyName();
  }

  /** Whether it has no other name, so that who watches its directory is told of each change. */
  public boolean hasOnlyThisName() {
    return onlyName;
  }

  public FileStat stat() {
    return stat;
  }

  /** The first group that led here. */
  public FileGroup group() {
    return group;
  }

  /** Where it was found, first found first. */
  public List<Path> paths() {
    return paths;
  }
}
