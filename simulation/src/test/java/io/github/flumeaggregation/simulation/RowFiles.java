package io.github.flumeaggregation.simulation;

import com.google.gson.JsonParser;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A reader of the exactly-once files, and what it has seen so far. In some lives it takes files
 * away as soon as it sees them: none, some or all.
 */
final class RowFiles {
  static final String FOLDER = "/rows";
  private static final int ALL = 3;

  private final long seed;
  private final Map<String, String> seen = new TreeMap<>();
  private final Set<String> ids = new HashSet<>();
  private final Set<String> rows = new HashSet<>();
  private final Set<String> taken = new HashSet<>();

  private boolean stagingIsToBeLost;

  /** Taken before the power failed, which may have given them back. */
  private final Set<String> mayBeBack = new HashSet<>();

  /**
   * @param seed by it alone is decided what is taken, so that nothing else depends on that
   */
  RowFiles(long seed) {
    this.seed = seed;
  }

  /** Looks into the folder: files appear whole, never change, and do not come again. */
  void look(MemoryDisk disk, Consumer consumer) {
    File folder = new File(FOLDER);
    for (String name : disk.names(folder)) {
      if (name.startsWith("_")) {
        continue;
      }
      String content = new String(disk.content(new File(folder, name)), StandardCharsets.UTF_8);
      String before = seen.putIfAbsent(name, content);
      if (before != null && !before.equals(content)) {
        throw new AssertionError(name + " has changed from\n" + before + "\nto\n" + content);
      }
      if (taken.contains(name)) {
        throw new AssertionError(name + " was taken away, and is there again");
      }
      if (before == null) {
        content.lines().forEach(row -> note(name, row, consumer));
      }
      if (isToBeTaken(name)) {
        disk.takeAway(new File(folder, name));
        taken.add(name);
      }
    }
  }

  private boolean isToBeTaken(String name) {
    return new Random(name.hashCode() ^ seed).nextInt(ALL) < taken();
  }

  /** Whether the reader takes any files away. */
  boolean areTaken() {
    return taken() > 0;
  }

  /** How many of {@link #ALL} files are taken away. */
  private int taken() {
    return Math.floorMod(seed, ALL + 1);
  }

  /** All that readers pass over is to be deleted, as soon as there is any. */
  void loseStaging() {
    stagingIsToBeLost = true;
  }

  /** Deletes it if it is to be; answers whether there was any. */
  boolean losesStaging(MemoryDisk disk) {
    if (!stagingIsToBeLost) {
      return false;
    }
    File folder = new File(FOLDER);
    List<String> hidden = Stream.of(disk.names(folder)).filter(n -> n.startsWith("_")).toList();
    hidden.forEach(name -> disk.replace(new File(folder, name), null));
    stagingIsToBeLost = hidden.isEmpty();
    return !hidden.isEmpty();
  }

  /** Names that were taken away and not forced may be there again. */
  void powerFailed() {
    mayBeBack.addAll(taken);
    taken.clear();
  }

  private void note(String file, String row, Consumer consumer) {
    rows.add(row);
    var json = JsonParser.parseString(row);
    if (!json.isJsonObject()) {
      return; // a notification has its id in a header alone
    }
    String id = json.getAsJsonObject().get("id").getAsString();
    if (!ids.add(id)) {
      throw new AssertionError(id + " is in two files, one is " + file);
    }
    if (!consumer.knows(id, row)) {
      throw new AssertionError(file + " has a row that was never in the outbox: " + row);
    }
  }

  /** All that were in a file. */
  Set<String> rows() {
    return rows;
  }

  /** After the end, all that was published and not taken away must still be there. */
  void checkComplete(MemoryDisk disk) {
    Set<String> names = Set.of(disk.names(new File(FOLDER)));
    for (String name : seen.keySet()) {
      if (!names.contains(name) && !taken.contains(name) && !mayBeBack.contains(name)) {
        throw new AssertionError(name + " was there and is gone");
      }
    }
  }
}
