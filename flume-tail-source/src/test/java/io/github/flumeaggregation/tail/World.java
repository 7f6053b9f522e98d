package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.tail.file.FileStat;
import io.github.flumeaggregation.tail.file.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that are written, rotated, rewritten and deleted at random, and a naive account of what a
 * tailer must deliver of them.
 */
final class World {
  /** What was written into one file from its creation or truncation on. */
  static final class Content {
    final StringBuilder text = new StringBuilder();

    /** It lies in a second file, too, and nobody has had the time to find that out. */
    boolean freshCopy;

    /** It began as a copy of what another file held, and has grown since. */
    boolean ofACopy;

    /** Nobody has had the time to read it and to save that. */
    boolean fresh = true;

    /** It was put in the place of what it begins with, and nobody has had the time to see that. */
    boolean freshReplacement;

    /** It may be delivered as two: nobody can tell that they are one. */
    boolean mayBeRepeated;

    /** It may be lost before any of its own lines is delivered. */
    boolean mayBeMissed;

    void wasSeen() {
      // A copy that ends within a line waits for the original's line to end.
      freshCopy &= !endsLine(this);
      fresh = false;
      freshReplacement = false;
    }
  }

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

  final List<Content> contents = new ArrayList<>();

  /** The files in the pattern, by name. Several names of one file share their content. */
  final Map<String, Content> files = new TreeMap<>();

  /** What each life of each log begins with; the same for all of them. */
  final String banner;

  private final Path directory;
  private final Random random;
  private final Disk disk;
  private int lineNumber;
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

  private Path path(String name) {
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

  private String newName(String name) {
    return name.charAt(0) + ".log." + ++nameNumber + (isGzip(name) ? ".gz" : "");
  }

  static boolean isGzip(String name) {
    return name.endsWith(".gz");
  }

  private static byte[] bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A file that is written to: {@code a.log}, {@code b.log} or {@code c.log}. */
  void write() throws IOException {
    String name = "abc".charAt(random.nextInt(3)) + ".log";
    Content content = files.computeIfAbsent(name, key -> create());
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
      Content content = create();
      content.text.append(banner).append(line()).append('\n');
      disk.append(path(name), bytes(content.text));
      files.put(name, content);
    }
  }

  private String line() {
    return "<" + ++lineNumber + " " + "x".repeat(random.nextInt(40)) + ">";
  }

  private Content create() {
    Content content = new Content();
    contents.add(content);
    return content;
  }

  private void append(String name, String text) throws IOException {
    Content content = own(name);
    content.text.append(text);
    tell("write " + name + " to " + content.text.length() + " through " + lineNumber);
    disk.append(path(name), bytes(text));
  }

  /** What is written to a file is not written to its copies: they are two from now on. */
  private Content own(String name) {
    Content shared = files.get(name);
    if (files.keySet().stream().noneMatch(o -> files.get(o) == shared && isCopy(o, name))) {
      return shared;
    }
    Content own = create();
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
  private void lastLineGoesOn(Content shared) {
    if (!endsLine(shared)) {
      String half = shared.text.substring(shared.text.lastIndexOf("\n") + 1);
      mayBeLost.add(half);
      mayBeInPieces.add(half);
    }
  }

  /** It is too short for anybody to see that it is a copy. */
  void mayBeUncounted(Content content) {
    if (content.text.length() < Fingerprint.HEAD_BYTES) {
      mayBeUncounted.addAll(List.of(content.text.toString().split("\r?\n")));
    }
  }

  private void ends(Content life) {
    shortLives += life.text.length() <= banner.length() ? 1 : 0;
  }

  /** Ends all unfinished lines of files that are still there. */
  void finishLines() throws IOException {
    for (String name : new ArrayList<>(files.keySet())) {
      Content content = files.get(name);
      if (!isGzip(name) && !endsLine(content)) {
        append(name, "\n");
      }
    }
  }

  private static boolean endsLine(Content content) {
    return content.text.length() == 0 || content.text.charAt(content.text.length() - 1) == '\n';
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

  /** Copies a file under another name in the pattern. */
  Content copy() throws IOException {
    String name = anyName();
    Content content = files.get(name);
    String copyName = writeCopy(name);
    if (copyName == null) {
      return null;
    }
    files.put(copyName, content);
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
  Content copyAndTruncateLater(TortureRun.Action look) throws IOException {
    String name = anyName();
    Content old = files.get(name);
    String copyName = writeCopy(name);
    if (copyName == null) {
      return null;
    }
    Content copy = create();
    copy.text.append(old.text);
    copy.mayBeMissed = true;
    copy.ofACopy = true;
    copy.freshCopy = old.freshCopy;
    if (old.freshCopy) {
      old.mayBeRepeated = true;
      mayBeUncounted.addAll(List.of(copy.text.toString().split("\r?\n")));
    }
    copy.mayBeRepeated = old.mayBeRepeated;
    lastLineGoesOn(old);
    files.replaceAll((other, one) -> one == old && isCopy(other, name) ? copy : one);
    files.put(copyName, copy);
    StringBuilder more = new StringBuilder();
    for (int lines = 1 + random.nextInt(random.nextBoolean() ? 5 : 300); lines > 0; lines--) {
      more.append(line()).append('\n');
    }
    append(name, more.toString());
    look.run();
    truncate(name);
    return copy;
  }

  /** Copies a file under another name in the pattern and truncates it. */
  Content copyTruncate() throws IOException {
    String name = anyName();
    Content old = files.get(name);
    String copyName = writeCopy(name);
    if (copyName == null) {
      return null;
    }
    truncate(name);
    files.put(copyName, old);
    old.freshCopy = true;
    return old;
  }

  /** The name of a new file that holds what that one does; null if there is nothing to copy. */
  private String writeCopy(String name) throws IOException {
    byte[] text = Files.readAllBytes(path(name));
    if (isGzip(name) || text.length == 0) {
      return null;
    }
    String copyName = newName(name);
    tell("copy " + name + " to " + copyName);
    disk.write(path(copyName), text);
    return copyName;
  }

  /** What is written to the file from now on is another life; its copies stay what they are. */
  private void truncate(String name) throws IOException {
    Content old = files.get(name);
    tell("truncate " + name);
    ends(old);
    disk.write(path(name), new byte[0]);
    Content fresh = create();
    files.replaceAll((other, one) -> one == old && !isCopy(other, name) ? fresh : one);
  }

  /** Whether two names of one content are not of one file. */
  private boolean isCopy(String one, String other) {
    if (one.equals(other)) {
      return false;
    }
    try {
      return !FileStat.of(path(one)).key().equals(FileStat.of(path(other)).key());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compresses a file that nobody writes to any more, and removes it. */
  Content gzip() throws IOException {
    String name = anyName();
    Content content = files.get(name);
    byte[] text = Files.readAllBytes(path(name));
    if (isGzip(name) || name.endsWith(".log") || text.length == 0 || hasOtherName(name)) {
      return null;
    }
    boolean inPlace = random.nextInt(4) == 0;
    tell("gzip " + name + (inPlace ? " into its own inode" : ""));
    if (inPlace) {
      disk.write(path(name), gzip(text));
      Files.move(path(name), path(name + ".gz"));
    } else {
      disk.write(path(name + ".gz"), gzip(text));
      disk.delete(path(name));
    }
    files.remove(name);
    files.put(name + ".gz", content);
    ends(content);
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

  /** Writes a file anew, in the same inode; with as many bytes, or as it comes. */
  void rewrite() throws IOException {
    String name = anyName();
    Content old = files.get(name);
    long size = Files.size(path(name));
    if (isGzip(name) || hasOtherName(name) || size == 0) {
      return;
    }
    Content fresh = create();
    StringBuilder text = new StringBuilder(banner).append(line()).append('\n');
    long fill = size - text.length() - 24;
    if (random.nextBoolean() && fill > 0) {
      text.append('<').append(++lineNumber).append(' ');
      // Its last bytes are of this life: what changes between two samples alone is not seen.
      text.append("y".repeat((int) size - text.length() - 8));
      text.append(String.format("%06d>\n", lineNumber));
    }
    ends(old);
    tell("rewrite " + name + " of " + size + " with " + text.length());
    replace(name, fresh, text.toString());
  }

  private void replace(String name, Content fresh, String text) throws IOException {
    fresh.text.append(text);
    files.put(name, fresh);
    disk.write(path(name), bytes(text));
  }

  /** Cuts a file back to some line, and may write others in the place of what was there. */
  void cut() throws IOException {
    String name = anyName();
    Content old = files.get(name);
    int lines = old.text.toString().split("\n", -1).length - 1;
    if (isGzip(name) || hasOtherName(name) || lines < 2) {
      return;
    }
    int keep = random.nextBoolean() ? lines - 1 : random.nextInt(lines - 1) + 1;
    int end = 0;
    for (int i = 0; i < keep; i++) {
      end = old.text.indexOf("\n", end) + 1;
    }
    String stays = old.text.substring(0, end);
    mayBeTwice.addAll(List.of(stays.split("\r?\n")));
    if (old.freshCopy) {
      mayBeUncounted.addAll(List.of(stays.split("\r?\n")));
    }
    Content fresh = create();
    // Nothing tells a cut from a new start that got as far.
    fresh.mayBeMissed = true;
    String more = random.nextBoolean() ? line() + "\n" : "";
    tell("cut " + name + " from " + old.text.length() + " to " + end + " and add " + more.trim());
    replace(name, fresh, stays + more);
  }

  /** Puts another file in the place of one, with its content and more: rsync, an editor. */
  Content replaceByRename() throws IOException {
    String name = anyName();
    String text = files.get(name).text.toString();
    if (isGzip(name) || hasOtherName(name) || !text.endsWith("\n")) {
      return null;
    }
    Content content = own(name);
    content.text.append(line()).append('\n');
    ends(content);
    tell("replace " + name + " by one of " + content.text.length() + " through " + lineNumber);
    disk.replace(path(name), bytes(content.text));
    content.freshReplacement = true;
    return content;
  }

  private boolean hasOtherName(String name) throws IOException {
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
    for (Content content : contents) {
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
