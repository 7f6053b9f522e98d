package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.tail.file.FileStat;
import io.github.flumeaggregation.tail.file.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that are written, rotated, rewritten and deleted at random, and a naive account of what a
 * tailer must deliver of them.
 */
final class World {
  private static final Logger LOG = LoggerFactory.getLogger(World.class);

  final StringBuilder story = new StringBuilder();
  final Set<String> mayBeLost = new HashSet<>();

  /** Beginnings of lines that may be an event, and the rest of the line another. */
  final Set<String> mayBeInPieces = new HashSet<>();

  /** Lines that may be delivered as two: nobody can tell that they are one. */
  final Set<String> mayBeTwice = new HashSet<>();

  /** Lines of copies that grew apart before they were compared: they look like two logs. */
  final Set<String> mayBeUncounted = new HashSet<>();

  /**
   * How many lives ended that held no more than what all begin with: the next life in the same
   * inode, or in the same place, cannot be told from them.
   */
  int shortLives;

  /** The agent has died at some time. */
  boolean hasDied;

  final List<WrittenContent> contents = new ArrayList<>();

  /** The files in the pattern, by name. Several names of one file share their content. */
  final Map<String, WrittenContent> files = new TreeMap<>();

  /** What each life of each log begins with; the same for all of them. */
  final String banner;

  private final Path directory;
  final Random random;
  final Disk disk;
  int lineNumber;
  private int nameNumber;

  World(Path directory, Disk disk, Random random) {
    this.directory = directory;
    this.disk = disk;
    this.random = random;
    banner =
        "# the same in each life\n".repeat(List.of(0, 0, 0, 3, 30, 100).get(random.nextInt(6)));
    tell("banner of " + banner.length());
  }

  void tell(String what) {
    story.append(what).append("; ");
    LOG.debug("{}", what);
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  /**
   * The agent has died. Of a log that was in its first second it knows no more than how that
   * begins, and may take it for one that began alike.
   */
  void die() {
    hasDied = true;
    contents.forEach(c -> c.mayBeRepeated |= c.fresh && !banner.isEmpty());
  }

  String anyName() {
    List<String> names = new ArrayList<>(files.keySet());
    return names.get(random.nextInt(names.size()));
  }

  String newName(String name) {
    return name.charAt(0) + ".log." + ++nameNumber + (isGzip(name) ? ".gz" : "");
  }

  static boolean isGzip(String name) {
    return name.endsWith(".gz");
  }

  static byte[] bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A file that is written to: {@code a.log}, {@code b.log} or {@code c.log}. */
  void write() throws IOException {
    String name = "abc".charAt(random.nextInt(3)) + ".log";
    WrittenContent content = files.computeIfAbsent(name, key -> create());
    StringBuilder text = new StringBuilder(content.text.length() == 0 ? banner : "");
    int lines = random.nextInt(4) == 0 ? 40 + random.nextInt(100) : random.nextInt(6);
    for (int i = 0; i < lines; i++) {
      text.append(line()).append(random.nextInt(9) == 0 ? "\r\n" : "\n");
    }
    if (random.nextInt(3) == 0) {
      text.append(line());
    }
    append(name, text.toString());
  }

  /** A thousand files or some, which all begin alike: logs of short jobs, of many tenants. */
  void crowd() throws IOException {
    int size = 1_000 + random.nextInt(2_000);
    tell("a crowd of " + size);
    for (int i = 0; i < size; i++) {
      String name = "d.log." + ++nameNumber;
      WrittenContent content = create();
      content.text.append(banner).append(line()).append('\n');
      disk.append(path(name), bytes(content.text));
      files.put(name, content);
    }
  }

  String line() {
    return "<" + ++lineNumber + " " + "x".repeat(random.nextInt(40)) + ">";
  }

  WrittenContent create() {
    WrittenContent content = new WrittenContent();
    contents.add(content);
    return content;
  }

  void append(String name, String text) throws IOException {
    WrittenContent content = own(name);
    content.text.append(text);
    tell("write " + name + " to " + content.text.length() + " through " + lineNumber);
    disk.append(path(name), bytes(text));
  }

  /** What is written to a file is not written to its copies: they are two from now on. */
  WrittenContent own(String name) {
    WrittenContent shared = files.get(name);
    if (files.keySet().stream().noneMatch(o -> files.get(o) == shared && isCopy(o, name))) {
      return shared;
    }
    WrittenContent own = create();
    own.text.append(shared.text);
    own.ofACopy = true;
    own.freshCopy = shared.freshCopy;
    if (shared.freshCopy) {
      shared.mayBeRepeated = true;
      mayBeUncounted.addAll(List.of(shared.text.toString().split("\r?\n")));
    }
    own.mayBeRepeated = shared.mayBeRepeated;
    // What it begins with is that of the original, and delivered with it.
    own.mayBeMissed = true;
    lastLineGoesOn(shared);
    files.replaceAll((o, content) -> content == shared && !isCopy(o, name) ? own : content);
    return own;
  }

  /**
   * Its half line is delivered as a part of the longer one of a copy, and does not stand by itself;
   * or by itself, when its file is gone first, and the rest of the longer line after it.
   */
  void lastLineGoesOn(WrittenContent shared) {
    if (!shared.endsLine()) {
      String half = shared.text.substring(shared.text.lastIndexOf("\n") + 1);
      mayBeLost.add(half);
      mayBeInPieces.add(half);
    }
  }

  /** It is too short for anybody to see that it is a copy. */
  void mayBeUncounted(WrittenContent content) {
    if (content.text.length() < Fingerprint.HEAD_BYTES) {
      mayBeUncounted.addAll(List.of(content.text.toString().split("\r?\n")));
    }
  }

  void ends(WrittenContent life) {
    shortLives += life.text.length() <= banner.length() ? 1 : 0;
  }

  /** Ends all unfinished lines of files that are still there. */
  void finishLines() throws IOException {
    for (String name : new ArrayList<>(files.keySet())) {
      WrittenContent content = files.get(name);
      if (!isGzip(name) && !content.endsLine()) {
        append(name, "\n");
      }
    }
  }

  void renameInPattern() throws IOException {
    String name = anyName();
    String newName = newName(name);
    Files.move(path(name), path(newName));
    tell("rename " + name + " to " + newName);
    files.put(newName, files.remove(name));
  }

  void renameOutOfPattern() throws IOException {
    String name = anyName();
    tell("rename " + name + " away");
    ends(files.get(name));
    Files.move(path(name), path("gone-" + ++nameNumber));
    files.remove(name);
  }

  void delete() throws IOException {
    String name = anyName();
    tell("delete " + name);
    disk.delete(path(name));
    ends(files.remove(name));
  }

  void hardLink() throws IOException {
    String name = anyName();
    String newName = newName(name);
    tell("link " + name + " as " + newName);
    Files.createLink(path(newName), path(name));
    files.put(newName, files.get(name));
  }

  /** Whether two names of one content are not of one file. */
  boolean isCopy(String one, String other) {
    if (one.equals(other)) {
      return false;
    }
    try {
      return !FileStat.of(path(one)).key().equals(FileStat.of(path(other)).key());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean hasOtherName(String name) throws IOException {
    return FileStat.of(path(name)).links() > 1;
  }

  /** All lines that lie in a file of the pattern now. */
  Set<String> visibleLines() throws IOException {
    Set<String> lines = new HashSet<>();
    for (String name : files.keySet()) {
      byte[] bytes = Files.readAllBytes(path(name));
      byte[] text =
          isGzip(name)
              ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes()
              : bytes;
      lines.addAll(List.of(new String(text, StandardCharsets.ISO_8859_1).split("\r?\n")));
    }
    return lines;
  }

  /** What was written, is not delivered and lies in no file of the pattern may never be. */
  void mayLose(Set<String> delivered) throws IOException {
    Set<String> visible = visibleLines();
    for (WrittenContent content : contents) {
      boolean any = false;
      for (String line : content.text.toString().split("\r?\n")) {
        any |= line.startsWith("<") && delivered.contains(line);
        if (!delivered.contains(line) && !visible.contains(line)) {
          mayBeLost.add(line);
        }
      }
      content.mayBeMissed |= !any && !files.containsValue(content);
    }
  }
}
