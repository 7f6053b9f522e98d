package io.github.flumeaggregation.tail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Files that are copied, compressed or put in the place of others. */
final class WorldCopies {
  private final World world;

  WorldCopies(World world) {
    this.world = world;
  }

  /** Copies a file under another name in the pattern. */
  WrittenContent copy() throws IOException {
    String name = world.anyName();
    WrittenContent content = world.files.get(name);
    String copyName = writeCopy(name);
    if (copyName == null) {
      return null;
    }
    world.files.put(copyName, content);
    content.freshCopy = true;
    // The copy may have the inode of what was replaced.
    content.mayBeRepeated |= content.freshReplacement;
    return content;
  }

  /**
   * Copies a file under another name in the pattern, writes some more lines to it, and truncates it
   * then.
   *
   * @param look what happens before the truncation
   * @return what the copy holds
   */
  WrittenContent copyAndTruncateLater(TortureRun.Action look) throws IOException {
    String name = world.anyName();
    WrittenContent old = world.files.get(name);
    String copyName = writeCopy(name);
    if (copyName == null) {
      return null;
    }
    WrittenContent copy = world.create();
    copy.text.append(old.text);
    copy.mayBeMissed = true;
    copy.ofACopy = true;
    copy.freshCopy = old.freshCopy;
    if (old.freshCopy) {
      old.mayBeRepeated = true;
      world.mayBeUncounted.addAll(List.of(copy.text.toString().split("\r?\n")));
    }
    copy.mayBeRepeated = old.mayBeRepeated;
    world.lastLineGoesOn(old);
    world.files.replaceAll((other, one) -> one == old && world.isCopy(other, name) ? copy : one);
    world.files.put(copyName, copy);
    StringBuilder more = new StringBuilder();
    for (int lines = 1 + world.random.nextInt(world.random.nextBoolean() ? 5 : 300);
        lines > 0;
        lines--) {
      more.append(world.line()).append('\n');
    }
    world.append(name, more.toString());
    look.run();
    truncate(name);
    return copy;
  }

  /** Copies a file under another name in the pattern and truncates it. */
  WrittenContent copyTruncate() throws IOException {
    String name = world.anyName();
    WrittenContent old = world.files.get(name);
    String copyName = writeCopy(name);
    if (copyName == null) {
      return null;
    }
    truncate(name);
    world.files.put(copyName, old);
    old.freshCopy = true;
    return old;
  }

  /** The name of a new file that holds what that one does; null if there is nothing to copy. */
  private String writeCopy(String name) throws IOException {
    byte[] text = Files.readAllBytes(world.path(name));
    if (World.isGzip(name) || text.length == 0) {
      return null;
    }
    String copyName = world.newName(name);
    world.tell("copy " + name + " to " + copyName);
    world.disk.write(world.path(copyName), text);
    return copyName;
  }

  /** Compresses a file that nobody writes to any more, and removes it. */
  WrittenContent gzip() throws IOException {
    String name = world.anyName();
    WrittenContent content = world.files.get(name);
    byte[] text = Files.readAllBytes(world.path(name));
    if (World.isGzip(name)
        || name.endsWith(".log")
        || text.length == 0
        || world.hasOtherName(name)) {
      return null;
    }
    boolean inPlace = world.random.nextInt(4) == 0;
    world.tell("gzip " + name + (inPlace ? " into its own inode" : ""));
    if (inPlace) {
      world.disk.write(world.path(name), gzip(text));
      Files.move(world.path(name), world.path(name + ".gz"));
    } else {
      world.disk.write(world.path(name + ".gz"), gzip(text));
      world.disk.delete(world.path(name));
    }
    world.files.remove(name);
    world.files.put(name + ".gz", content);
    world.ends(content);
    content.freshCopy = true;
    return content;
  }

  private static byte[] gzip(byte[] text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text);
    }
    return bytes.toByteArray();
  }

  /** Puts another file in the place of one, with its content and more: rsync, an editor. */
  WrittenContent replaceByRename() throws IOException {
    String name = world.anyName();
    String text = world.files.get(name).text.toString();
    if (World.isGzip(name) || world.hasOtherName(name) || !text.endsWith("\n")) {
      return null;
    }
    WrittenContent content = world.own(name);
    content.text.append(world.line()).append('\n');
    world.ends(content);
    world.tell(
        "replace " + name + " by one of " + content.text.length() + " through " + world.lineNumber);
    world.disk.replace(world.path(name), World.bytes(content.text));
    content.freshReplacement = true;
    return content;
  }

  /** What is written to the file from now on is another life; its copies stay what they are. */
  private void truncate(String name) throws IOException {
    WrittenContent old = world.files.get(name);
    world.tell("truncate " + name);
    world.ends(old);
    world.disk.write(world.path(name), new byte[0]);
    WrittenContent fresh = world.create();
    world.files.replaceAll((other, one) -> one == old && !world.isCopy(other, name) ? fresh : one);
  }
}
