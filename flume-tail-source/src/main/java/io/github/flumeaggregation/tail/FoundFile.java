package io.github.flumeaggregation.tail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file that the patterns lead to, by one path or by several (hard and symbolic links). */
final class FoundFile {
  private final FileStat stat;
  private final FileGroup group;
  private final List<Path> paths = new ArrayList<>(1);

  FoundFile(FileStat stat, FileGroup group) {
    this.stat = stat;
    this.group = group;
  }

  void alsoAt(Path path) {
    paths.add(path);
  }

  FileStat stat() {
    return stat;
  }

  /** The first group that led here. */
  FileGroup group() {
    return group;
  }

  /** Where it was found, first found first. */
  List<Path> paths() {
    return paths;
  }
}
