package io.github.flumeaggregation.tail;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Files that are written anew in their inode, or cut back. */
final class WorldRewrites {
  private final World world;

  WorldRewrites(World world) {
    this.world = world;
  }

  /** Writes a file anew, in the same inode; with as many bytes, or as it comes. */
  void rewrite() throws IOException {
    String name = world.anyName();
    WrittenContent old = world.files.get(name);
    long size = Files.size(world.path(name));
    if (World.isGzip(name) || world.hasOtherName(name) || size == 0) {
      return;
    }
    WrittenContent fresh = world.create();
    StringBuilder text = new StringBuilder(world.banner).append(world.line()).append('\n');
    long fill = size - text.length() - 24;
    if (world.random.nextBoolean() && fill > 0) {
      text.append('<').append(++world.lineNumber).append(' ');
      // Its last bytes are of this life: what changes between two samples alone is not seen.
      text.append("y".repeat((int) size - text.length() - 8));
      text.append(String.format("%06d>\n", world.lineNumber));
    }
    world.ends(old);
    world.tell("rewrite " + name + " of " + size + " with " + text.length());
    replace(name, fresh, text.toString());
  }

  private void replace(String name, WrittenContent fresh, String text) throws IOException {
    fresh.text.append(text);
    world.files.put(name, fresh);
    world.disk.write(world.path(name), World.bytes(text));
  }

  /** Cuts a file back to some line, and may write others in the place of what was there. */
  void cut() throws IOException {
    String name = world.anyName();
    WrittenContent old = world.files.get(name);
    int lines = old.text.toString().split("\n", -1).length - 1;
    if (World.isGzip(name) || world.hasOtherName(name) || lines < 2) {
      return;
    }
    int keep = world.random.nextBoolean() ? lines - 1 : world.random.nextInt(lines - 1) + 1;
    int end = 0;
    for (int i = 0; i < keep; i++) {
      end = old.text.indexOf("\n", end) + 1;
    }
    String stays = old.text.substring(0, end);
    world.mayBeTwice.addAll(List.of(stays.split("\r?\n")));
    if (old.freshCopy) {
      world.mayBeUncounted.addAll(List.of(stays.split("\r?\n")));
    }
    WrittenContent fresh = world.create();
    // Nothing tells a cut from a new start that got as far.
    fresh.mayBeMissed = true;
    String more = world.random.nextBoolean() ? world.line() + "\n" : "";
    world.tell(
        "cut " + name + " from " + old.text.length() + " to " + end + " and add " + more.trim());
    replace(name, fresh, stays + more);
  }
}
