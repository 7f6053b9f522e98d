package io.github.flumeaggregation.simulation;

import com.google.gson.JsonParser;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a reader of the exactly-once files has seen so far. */
final class RowFiles {
  static final String FOLDER = "/rows";

  private final Map<String, String> seen = new TreeMap<>();
  private final Set<String> ids = new HashSet<>();

  /** Looks into the folder: files appear whole, and never change. */
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
      if (before == null) {
        content.lines().forEach(row -> note(name, row, consumer));
      }
    }
  }

  private void note(String file, String row, Consumer consumer) {
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

  /** After the end, all that was published must still be there. */
  void checkComplete(MemoryDisk disk) {
    Set<String> names = Set.of(disk.names(new File(FOLDER)));
    for (String name : seen.keySet()) {
      if (!names.contains(name)) {
        throw new AssertionError(name + " was there and is gone");
      }
    }
  }
}
