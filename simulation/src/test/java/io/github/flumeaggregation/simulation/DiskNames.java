package io.github.flumeaggregation.simulation;

import java.io.File;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The directories of a {@link MemoryDisk}. Names that were created, renamed or deleted wait until
 * their directory is forced; in a power failure each of these steps has happened or not. A rename
 * from one directory to another happens in both or in neither, as on file systems with a journal.
 */
final class DiskNames {
  /** Whether a step that nobody forced is found done; decided once for all directories. */
  private static final class Fate {
    private boolean done;
    private boolean decided;

    boolean isDone(Random random) {
      done = decided ? done : random.nextBoolean();
      decided = true;
      return done;
    }

    void force() {
      done = true;
      decided = true;
    }
  }

  private record Step(Consumer<Map<String, Object>> change, Fate fate) {}

  /** Its entries are files and directories. */
  private static final class Directory {
    private Map<String, Object> seen = new TreeMap<>();
    private Map<String, Object> durable = new TreeMap<>();
    private final List<Step> unforced = new ArrayList<>();

    void step(Consumer<Map<String, Object>> change, Fate fate) {
      change.accept(seen);
      unforced.add(new Step(change, fate));
    }
  }

  private final Directory root = new Directory();

  private Object find(File path) {
    File parent = path.getParentFile();
    if (parent == null) {
      return root;
    }
    return find(parent) instanceof Directory directory ? directory.seen.get(path.getName()) : null;
  }

  private Directory directory(File path) throws NoSuchFileException {
    if (find(path) instanceof Directory directory) {
      return directory;
    }
    throw new NoSuchFileException(path.getPath());
  }

  boolean isDirectory(File path) {
    return find(path) instanceof Directory;
  }

  DiskFile file(File path) {
    return find(path) instanceof DiskFile file ? file : null;
  }

  String[] list(File path) {
    return find(path) instanceof Directory directory
        ? directory.seen.keySet().toArray(String[]::new)
        : new String[0];
  }

  /** The file of that name, a new one if there is none. */
  DiskFile create(File path) throws NoSuchFileException {
    if (file(path) == null) {
      put(path, new DiskFile());
    }
    return file(path);
  }

  void createDirectory(File path) throws NoSuchFileException {
    put(path, new Directory());
  }

  private void put(File path, Object created) throws NoSuchFileException {
    directory(path.getParentFile()).step(all -> all.put(path.getName(), created), new Fate());
  }

  void delete(File path) throws NoSuchFileException {
    if (find(path) != null) {
      directory(path.getParentFile()).step(all -> all.remove(path.getName()), new Fate());
    }
  }

  void rename(File from, File to) throws NoSuchFileException {
    Object moved = find(from);
    if (moved == null) {
      throw new NoSuchFileException(from.getPath());
    }
    Directory source = directory(from.getParentFile());
    Directory target = directory(to.getParentFile());
    Fate fate = new Fate();
    if (source == target) {
      source.step(all -> replace(all, moved, from.getName(), to.getName()), fate);
    } else {
      source.step(all -> all.remove(from.getName()), fate);
      target.step(all -> all.put(to.getName(), moved), fate);
    }
  }

  private static void replace(Map<String, Object> all, Object moved, String from, String to) {
    if (all.remove(from, moved)) {
      all.put(to, moved);
    }
  }

  void force(File path) throws NoSuchFileException {
    Directory directory = directory(path);
    directory.unforced.forEach(step -> step.fate.force());
    directory.unforced.clear();
    directory.durable = new TreeMap<>(directory.seen);
  }

  void failPower(Random random) {
    failPower(root, random, new HashSet<>());
  }

  private static void failPower(Directory directory, Random random, Set<Object> met) {
    for (Step step : directory.unforced) {
      if (step.fate.isDone(random)) {
        step.change.accept(directory.durable);
      }
    }
    directory.unforced.clear();
    directory.seen = new TreeMap<>(directory.durable);
    for (Object entry : directory.seen.values()) {
      if (entry instanceof DiskFile file && met.add(file)) {
        file.failPower(random);
      } else if (entry instanceof Directory below) {
        failPower(below, random, met);
      }
    }
  }
}
