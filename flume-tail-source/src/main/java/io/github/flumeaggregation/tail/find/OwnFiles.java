package io.github.flumeaggregation.tail.find;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Leaves out what this plugin itself writes, in this agent or another: a source that tails its own
 * position file writes it for each line that it reads there. Position files are known by their
 * names and those beside them, the state of a window sink by what lies in its folder.
 */
public final class OwnFiles {
  private static final List<String> ENDINGS = Arrays.asList(".copy", ".lock", ".tmp", ".taildir");

  private final Path positionFile;

  public OwnFiles(Path positionFile) {
    this.positionFile = positionFile.toAbsolutePath();
  }

  /** The paths of a folder that may be tailed. */
  List<Path> without(Path folder, List<Path> paths) {
    Set<String> names = new HashSet<>();
    for (Path path : paths) {
      names.add(name(path));
    }
    if (isState(names)) {
      return new ArrayList<>();
    }
    List<Path> others = new ArrayList<>(paths.size());
    for (Path path : paths) {
      if (!isPositions(folder, base(name(path)), names)) {
        others.add(path);
      }
    }
    return others;
  }

  private static boolean isState(Set<String> names) {
    return names.contains("lock")
        && names.stream().anyMatch(name -> name.matches("(snapshot|log)-[0-9]+"));
  }

  private boolean isPositions(Path folder, String base, Set<String> names) {
    return (names.contains(base + ".copy") && names.contains(base + ".lock"))
        || (base.equals(name(positionFile)) && isSameFolder(folder));
  }

  private boolean isSameFolder(Path folder) {
    try {
      return Files.isSameFile(folder, positionFile.resolveSibling("."));
    } catch (IOException e) {
      return false;
    }
  }

  private static String base(String name) {
    for (String ending : ENDINGS) {
      if (name.endsWith(ending)) {
        return name.substring(0, name.length() - ending.length());
      }
    }
    return name;
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
