package io.github.flumeaggregation.tail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Files that are written, rotated and deleted at random, and a naive account of what a tailer must
 * deliver of them.
 */
final class World {
  /** What was written into one file from its creation or truncation on. */
  static final class Content {
    final StringBuilder text = new StringBuilder();
    final Set<String> lines = new HashSet<>();

    /** It lies in a second file, too, and nobody has had the time to find that out. */
    boolean freshCopy;

    /** No name in the pattern leads to it any more. */
    boolean nameless;

    boolean mayBeRepeated;
  }

  /** Whether the moves take place that make files hard to tell apart. */
  static final boolean ALL_MOVES = Boolean.getBoolean("tail.torture.all");

  final StringBuilder story = new StringBuilder();
  final Set<String> mayBeLost = new HashSet<>();

  /** Lines that may be delivered as two: nobody can tell that they are one. */
  final Set<String> mayBeTwice = new HashSet<>();

  final List<Content> contents = new ArrayList<>();

  /** The files in the pattern, by name. Several names of one file share their content. */
  final Map<String, Content> files = new TreeMap<>();

  private final Path directory;
  private final Random random;

  /** What each life of each log begins with; the same for all of them. */
  private final String banner;

  private int lineNumber;
  private int nameNumber;

  World(Path directory, Random random) {
    this.directory = directory;
    this.random = random;
    int bannerLines = ALL_MOVES ? List.of(0, 0, 30, 100).get(random.nextInt(4)) : 0;
    banner = "# the same in each life\n".repeat(bannerLines);
    tell("banner of " + banner.length());
  }

  private Path path(String name) {
    return directory.resolve(name);
  }

  String anyName() {
    List<String> names = new ArrayList<>(files.keySet());
    return names.get(random.nextInt(names.size()));
  }

  /** A file that is written to: {@code a.log}, {@code b.log} or {@code c.log}. */
  void write() throws IOException {
    String name = "abc".charAt(random.nextInt(3)) + ".log";
    boolean exists = files.containsKey(name);
    Content content = files.computeIfAbsent(name, key -> create());
    StringBuilder text = new StringBuilder(exists ? "" : banner);
    int lines = random.nextInt(4) == 0 ? 40 + random.nextInt(100) : random.nextInt(6);
    for (int i = 0; i < lines; i++) {
      text.append(line()).append(random.nextInt(9) == 0 ? "\r\n" : "\n");
    }
    if (random.nextInt(3) == 0) {
      text.append(line());
    }
    append(name, content, text.toString());
  }

  private String line() {
    return "<" + ++lineNumber + " " + "x".repeat(random.nextInt(40)) + ">";
  }

  private Content create() {
    Content content = new Content();
    contents.add(content);
    return content;
  }

  private void append(String name, Content content, String text) throws IOException {
    content.text.append(text);
    tell("write " + name + " to " + content.text.length() + " through " + lineNumber);
    Files.write(
        path(name),
        text.getBytes(StandardCharsets.ISO_8859_1),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** Ends all unfinished lines of files that are still there. */
  void finishLines() throws IOException {
    for (String name : files.keySet()) {
      Content content = files.get(name);
      if (!isGzip(name) && content.text.length() > 0 && !endsLine(content)) {
        append(name, content, "\n");
      }
    }
  }

  private static boolean endsLine(Content content) {
    return content.text.charAt(content.text.length() - 1) == '\n';
  }

  void tell(String what) {
    story.append(what).append("; ");
  }

  void renameInPattern() throws IOException {
    String name = anyName();
    String newName = name.charAt(0) + ".log." + ++nameNumber + (isGzip(name) ? ".gz" : "");
    Files.move(path(name), path(newName));
    tell("rename " + name + " to " + newName);
    files.put(newName, files.remove(name));
  }

  static boolean isGzip(String name) {
    return name.endsWith(".gz");
  }

  void renameOutOfPattern() throws IOException {
    String name = anyName();
    tell("rename " + name + " away");
    Files.move(path(name), path("gone-" + ++nameNumber));
    remove(name);
  }

  void delete() throws IOException {
    String name = anyName();
    tell("delete " + name);
    Files.delete(path(name));
    remove(name);
  }

  private void remove(String name) {
    Content content = files.remove(name);
    content.nameless = !files.containsValue(content);
  }

  void hardLink() throws IOException {
    String name = anyName();
    String newName = name.charAt(0) + ".log." + ++nameNumber + (isGzip(name) ? ".gz" : "");
    tell("link " + name + " as " + newName);
    Files.createLink(path(newName), path(name));
    files.put(newName, files.get(name));
  }

  /** Copies a file under another name in the pattern and truncates it. */
  Content copyTruncate() throws IOException {
    String name = anyName();
    Content old = files.get(name);
    if (isGzip(name) || old.text.length() == 0) {
      return null;
    }
    String copyName = name.charAt(0) + ".log." + ++nameNumber;
    tell("copy " + name + " to " + copyName + " and truncate");
    Files.copy(path(name), path(copyName));
    Files.write(path(name), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    Content fresh = create();
    files.replaceAll((other, content) -> content == old ? fresh : content);
    files.put(copyName, old);
    old.freshCopy = true;
    return old;
  }

  /** Compresses a file that nobody writes to any more, and removes it. */
  Content gzip() throws IOException {
    String name = anyName();
    Content content = files.get(name);
    if (isGzip(name) || name.endsWith(".log") || content.text.length() == 0 || hasOtherName(name)) {
      return null;
    }
    tell("gzip " + name);
    Files.write(path(name + ".gz"), gzip(content));
    Files.delete(path(name));
    files.remove(name);
    files.put(name + ".gz", content);
    content.freshCopy = true;
    return content;
  }

  private static byte[] gzip(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content.text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
    return bytes.toByteArray();
  }

  /** Writes a file anew, in the same inode; with as many bytes, or as it comes. */
  void rewrite(Set<String> delivered) throws IOException {
    String name = anyName();
    Content old = files.get(name);
    if (isGzip(name) || hasOtherName(name) || old.text.length() == 0) {
      return;
    }
    mayLose(old, delivered);
    Content fresh = create();
    StringBuilder text = new StringBuilder(banner).append(line()).append('\n');
    int fill = old.text.length() - text.length() - 24;
    if (random.nextBoolean() && fill > 0) {
      text.append('<').append(++lineNumber).append(' ');
      text.append("y".repeat(old.text.length() - text.length() - 2)).append(">\n");
    }
    tell("rewrite " + name + " of " + old.text.length() + " with " + text.length());
    replace(name, fresh, text.toString());
  }

  private void replace(String name, Content fresh, String text) throws IOException {
    fresh.text.append(text);
    files.put(name, fresh);
    Files.write(path(name), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Cuts a file back to some line, and may write others in the place of what was there. */
  void cut(Set<String> delivered) throws IOException {
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
    mayLose(old, delivered);
    mayBeLost.removeAll(List.of(stays.split("\r?\n")));
    Content fresh = create();
    String more = random.nextBoolean() ? line() + "\n" : "";
    tell("cut " + name + " from " + old.text.length() + " to " + end + " and add " + more);
    replace(name, fresh, stays + more);
  }

  /** Puts another file in the place of one, with its content and more: rsync, an editor. */
  Content replaceByRename() throws IOException {
    String name = anyName();
    Content content = files.get(name);
    if (isGzip(name) || hasOtherName(name) || content.text.length() == 0 || !endsLine(content)) {
      return null;
    }
    content.text.append(line()).append('\n');
    tell("replace " + name + " by one of " + content.text.length());
    Files.write(path("tmp"), content.text.toString().getBytes(StandardCharsets.ISO_8859_1));
    Files.move(path("tmp"), path(name), StandardCopyOption.REPLACE_EXISTING);
    return content;
  }

  /** Compresses two files; the second archive gets the inode of the first file. */
  List<Content> gzipIntoReusedInode() throws IOException {
    String first = anyName();
    String second = anyName();
    if (first.equals(second)
        || isGzip(first)
        || isGzip(second)
        || hasOtherName(first)
        || hasOtherName(second)
        || files.get(first).text.length() * files.get(second).text.length() == 0) {
      return List.of();
    }
    tell("gzip " + first + ", and " + second + " into its inode");
    Content a = files.remove(first);
    Content b = files.remove(second);
    String nameA = first.charAt(0) + ".log." + ++nameNumber + ".gz";
    String nameB = second.charAt(0) + ".log." + ++nameNumber + ".gz";
    Files.write(path(nameA), gzip(a));
    Files.write(path(first), gzip(b));
    Files.move(path(first), path(nameB));
    Files.delete(path(second));
    files.put(nameA, a);
    files.put(nameB, b);
    return List.of(a, b);
  }

  private boolean hasOtherName(String name) {
    Content content = files.get(name);
    return files.entrySet().stream()
        .anyMatch(other -> !other.getKey().equals(name) && other.getValue() == content);
  }

  /** What has been written of that and is not among the delivered may never be. */
  void mayLose(Content content, Set<String> delivered) {
    for (String line : content.text.toString().split("\r?\n")) {
      if (!delivered.contains(line)) {
        mayBeLost.add(line);
      }
    }
  }
}
