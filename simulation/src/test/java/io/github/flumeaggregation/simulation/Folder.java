package io.github.flumeaggregation.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The logs of a host, as real files, and what each line in them must come to. What is done to them
 * is mostly such that it can be said exactly; where the documentation says that nobody can tell,
 * the lines are marked.
 */
final class Folder {
  private static final int LONGEST_HALF = 6;

  final Map<String, Content> files = new TreeMap<>();

  /** Deleted or replaced, and maybe still to be read by who has them open. */
  final Set<Content> gone = new LinkedHashSet<>();

  private final Path directory;
  private final Inodes inodes;
  private final LineBook book;
  private final String banner;

  /** Whether a line counts durably by now, as far as is known. */
  private final Predicate<WrittenLine> secured;

  private final LongSupplier nowMillis;

  /** The source that runs closes what has brought nothing for so long. */
  private long idleMillis;

  private int names;

  Folder(
      Path directory,
      Inodes inodes,
      LineBook book,
      String banner,
      Predicate<WrittenLine> secured,
      LongSupplier nowMillis) {
    this.directory = directory;
    this.inodes = inodes;
    this.book = book;
    this.banner = banner;
    this.secured = secured;
    this.nowMillis = nowMillis;
  }

  /** Something that is done to files. */
  interface Action {
    void run() throws IOException;
  }

  static void unchecked(Action action) {
    try {
      action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path path(String name) {
    return directory.resolve(name);
  }

  private static byte[] bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The files for which something holds, by name. */
  List<String> names(Predicate<String> which) {
    return files.keySet().stream().filter(which).toList();
  }

  static boolean isLive(String name) {
    return name.endsWith(".log");
  }

  static boolean isRotated(String name) {
    return name.contains(".log.") && !name.endsWith(".gz");
  }

  /** A program writes lines; the last one may stay without its end for a while. */
  String append(String name, int lines, boolean half, long second, Random random)
      throws IOException {
    Content content = files.computeIfAbsent(name, key -> newContent());
    int from = content.text.length();
    if (from == 0) {
      content.text.append(banner);
    }
    content.finish();
    for (int i = 0; i < lines; i++) {
      WrittenLine line = add(content, second - random.nextInt(20), -1, random);
      content.text.append(line.text).append('\n');
    }
    if (half) {
      content.half = add(content, second, -1, random);
      int end = content.half.text.indexOf(' ') + 1 + random.nextInt(LONGEST_HALF);
      content.text.append(content.half.text, 0, end);
    }
    grown(name, content, from);
    return "%d lines%s are written to %s".formatted(lines, half ? " and a half" : "", name);
  }

  private WrittenLine add(Content content, long second, int bytes, Random random) {
    WrittenLine line = book.add(second, content.text.length(), bytes, random);
    content.add(line);
    return line;
  }

  private void grown(String name, Content content, int from) throws IOException {
    content.isHeld &= from > 0 && !isIdle(content);
    content.grownMillis = nowMillis.getAsLong();
    inodes.append(path(name), bytes(content.text.substring(from)));
  }

  /** Whoever was within a line ends it. */
  void finishLines() throws IOException {
    for (Map.Entry<String, Content> file : files.entrySet()) {
      Content content = file.getValue();
      int from = content.text.length();
      if (content.half != null) {
        content.finish();
        grown(file.getKey(), content, from);
      }
    }
  }

  private String newName(String name) {
    return name.substring(0, name.indexOf(".log")) + ".log." + ++names;
  }

  String rename(String name) throws IOException {
    String to = newName(name);
    Files.move(path(name), path(to));
    Content content = files.remove(name);
    content.liesElsewhere();
    files.put(to, content);
    return name + " is renamed " + to;
  }

  String link(String name) throws IOException {
    String to = newName(name);
    Files.createLink(path(to), path(name));
    files.put(to, files.get(name));
    return name + " is linked as " + to;
  }

  /** All is copied, and the log goes on in the same inode from nothing. */
  String copyTruncate(String name) throws IOException {
    String to = newName(name);
    Content content = files.get(name);
    inodes.write(path(to), bytes(content.text));
    inodes.write(path(name), new byte[0]);
    files.put(to, content);
    files.put(name, newContent());
    content.copied();
    return name + " is copied to " + to + " and truncated";
  }

  /** A backup of a file that nobody writes to any more. */
  String copy(String name) throws IOException {
    String to = newName(name);
    Content content = files.get(name);
    inodes.write(path(to), bytes(content.text));
    files.put(to, content);
    content.copied();
    return name + " is copied to " + to;
  }

  String compress(String name, boolean inPlace) throws IOException {
    Content content = files.remove(name);
    byte[] compressed = Inodes.gzip(bytes(content.text));
    String to = name + ".gz";
    if (inPlace) {
      inodes.write(path(name), compressed);
      Files.move(path(name), path(to));
    } else {
      inodes.write(path(to), compressed);
      inodes.delete(path(name));
    }
    files.put(to, content);
    content.copied();
    return name + " is compressed" + (inPlace ? " into its own inode" : "");
  }

  String delete(String name) throws IOException {
    inodes.delete(path(name));
    Content content = files.remove(name);
    if (!files.containsValue(content)) {
      ends(content);
    }
    return name + " is deleted";
  }

  private Content newContent() {
    Content content = new Content();
    content.grownMillis = nowMillis.getAsLong();
    return content;
  }

  /** Whether the source may have closed it since nothing came. */
  private boolean isIdle(Content content) {
    return nowMillis.getAsLong() - content.grownMillis >= idleMillis;
  }

  /** It is in no file any more that can be found. */
  private void ends(Content content) {
    if (content.half != null) {
      content.half.shortLength = content.text.length() - (int) content.half.offset;
    }
    if (content.isHeld && !isIdle(content)) {
      gone.add(content);
    } else {
      content.mayLose(secured);
    }
  }

  /** Another file takes its place, with all that it held and more: rsync, an editor. */
  String replace(String name, long second, Random random) throws IOException {
    Content old = files.get(name);
    Content content = newContent();
    content.replaces(old);
    content.text.append(add(content, second, -1, random).text).append('\n');
    if (!isLive(name)) {
      content.liesElsewhere();
    }
    files.put(name, content);
    inodes.replace(path(name), bytes(content.text));
    return name + " is replaced by a file with its lines and another one";
  }

  /** Other lines are written over those that there are; as many bytes, if nobody shall see. */
  String rewrite(String name, boolean unseen, long second, Random random) throws IOException {
    Content old = files.get(name);
    Content content = newContent();
    int size = old.text.length();
    content.text.append(banner);
    int bytes = unseen ? size - banner.length() - 1 : -1;
    content.text.append(add(content, second, bytes, random).text).append('\n');
    files.put(name, content);
    old.isHeld = false;
    ends(old);
    if (unseen) {
      inodes.rewriteUnseen(path(name), bytes(content.text));
    } else {
      inodes.write(path(name), bytes(content.text));
    }
    return name + " is written anew" + (unseen ? ", with its size and its time" : "");
  }

  /** A file of nothing, or an archive that is not complete. */
  String junk(boolean archive, Random random) throws IOException {
    String name = "junk.log." + ++names + (archive ? ".gz" : "");
    byte[] whole = Inodes.gzip(bytes("?".repeat(1 + random.nextInt(100))));
    byte[] part = new byte[whole.length / 2];
    System.arraycopy(whole, 0, part, 0, part.length);
    inodes.write(path(name), archive ? part : new byte[0]);
    files.put(name, newContent());
    return name + " is there, and empty";
  }

  boolean isWorthRewriting(String name) {
    Content content = files.get(name);
    return content.isWhole() && content.text.length() > banner.length() + 40 && links(name) == 1;
  }

  /** Whether it is a file of its own that nobody has another name for or a copy of. */
  boolean isAlone(String name) {
    Content content = files.get(name);
    return files.values().stream().filter(other -> other == content).count() == 1;
  }

  int links(String name) {
    try {
      return (int) Files.getAttribute(path(name), "unix:nlink");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The source runs, has seen all files, and has let none go. */
  void held() {
    files.values().forEach(content -> content.isHeld = true);
  }

  /** It may have closed what it had open. */
  void notHeld() {
    files.values().forEach(content -> content.isHeld = false);
  }

  /** A source starts that closes what has brought nothing for so long. */
  void opens(long newIdleMillis) {
    idleMillis = newIdleMillis;
  }

  /** The source ends, and with it what it had open. */
  void closed() {
    notHeld();
    gone.forEach(content -> content.mayLose(secured));
    gone.clear();
  }

  /** Everything is read, confirmed and saved. */
  void secureAll() {
    files.values().forEach(content -> content.secure(secured));
    gone.removeIf(content -> content.lines.stream().allMatch(secured));
  }

  /** The lines that are in files, or were, and must have been delivered. */
  void eachDue(Consumer<WrittenLine> action) {
    Set<WrittenLine> due = new LinkedHashSet<>();
    files.values().forEach(content -> due.addAll(content.lines));
    gone.forEach(content -> due.addAll(content.lines));
    due.forEach(action);
  }
}
