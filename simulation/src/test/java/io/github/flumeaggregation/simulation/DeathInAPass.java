package io.github.flumeaggregation.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A source that dies at the moment at which the channel has taken a batch: what it writes to its
 * folder in the rest of that pass, nobody ever sees.
 */
final class DeathInAPass {
  private final Path folder;
  private boolean isDue;
  private Map<Path, byte[]> left;

  DeathInAPass(Path folder) {
    this.folder = folder;
  }

  /** It dies with the next batch. */
  void isDue() {
    isDue = true;
  }

  /** It has ended otherwise. */
  void isOff() {
    isDue = false;
  }

  /** Whether it is dead, and does not know it yet. */
  boolean isDead() {
    return left != null;
  }

  /** The channel has taken a batch. */
  void taken() throws IOException {
    if (isDue) {
      isDue = false;
      left = files();
    }
  }

  /** The pass is over: what was written after the death is taken back. */
  void bury() throws IOException {
    Map<Path, byte[]> before = left;
    left = null;
    for (Path path : files().keySet()) {
      Files.delete(path);
    }
    for (Map.Entry<Path, byte[]> file : before.entrySet()) {
      Files.write(file.getKey(), file.getValue());
    }
  }

  private Map<Path, byte[]> files() throws IOException {
    Map<Path, byte[]> files = new TreeMap<>();
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.list(folder)) {
        for (Path path : all.filter(Files::isRegularFile).toList()) {
          files.put(path, Files.readAllBytes(path));
        }
      }
    }
    return files;
  }
}
