package io.github.flumeaggregation.core.durable;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A disk that dies at a chosen step, as if the power had failed, and is as unkind as POSIX allows:
 *
 * <ul>
 *   <li>A force makes the content of one file durable, and no name; closing makes nothing durable.
 *   <li>Of the writes that were not forced, each arrives, or a part of it, or nothing, in any
 *       order.
 *   <li>Names that were created, renamed or deleted wait until their directory is forced; until
 *       then each of these steps may have happened or not. Only a rename from one directory to
 *       another happens in both or in neither: POSIX does not say so, but every file system with a
 *       journal does, and exactly-once files rest on it (docs/guarantees.md).
 * </ul>
 *
 * <p>A process sees all that it has written; a killed one leaves it to the next, unforced as it is.
 * Safe for use by several threads.
 */
public class UnkindFiles extends DurableFiles {
  private final Random random;
  private final Path trash;
  private final Map<File, Names> directories = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private int trashed;
  private int stepsLeft;
  private boolean dead;

  /** What is done in the background, and how many forces of files pass before that. */
  private Runnable background = () -> {};

  private int forcesBefore;

  /** What a name stands for: it keeps its content when the name changes. */
  private static final class Node {
    private File where;
    private final List<Write> unforced = new ArrayList<>();

    Node(File where) {
      this.where = where;
    }
  }

  private static final class Write {
    private final long position;
    private final byte[] before;
    private final long lengthBefore;
    private final byte[] bytes;

    Write(long position, byte[] before, long lengthBefore, byte[] bytes) {
      this.position = position;
      this.before = before;
      this.lengthBefore = lengthBefore;
      this.bytes = bytes;
    }
  }

  private interface NameStep {
    void apply(Map<String, Node> names);
  }

  /** Whether the power failure finds a step done: decided once, if nothing has forced it. */
  private final class Fate {
    private boolean isDecided;
    private boolean isDone;

    void force() {
      isDecided = true;
      isDone = true;
    }

    boolean isDone() {
      if (!isDecided) {
        isDecided = true;
        isDone = random.nextBoolean();
      }
      return isDone;
    }
  }

  /** A step that was not forced in this directory. */
  private static final class Unforced {
    private final NameStep step;
    private final Fate fate;

    Unforced(NameStep step, Fate fate) {
      this.step = step;
      this.fate = fate;
    }
  }

  /** The names in a directory: as they are seen, as they are durable, and the steps between. */
  private static final class Names {
    private Map<String, Node> seen = new HashMap<>();
    private Map<String, Node> durable = new HashMap<>();
    private final List<Unforced> unforced = new ArrayList<>();

    void step(NameStep step, Fate fate) {
      step.apply(seen);
      unforced.add(new Unforced(step, fate));
    }
  }

  /**
   * A disk that works until {@link #dieAfter}.
   *
   * @param trash a folder, beside what is tested, for files that may yet come back
   */
  public UnkindFiles(Random random, Path trash) throws IOException {
    this.random = random;
    this.trash = Files.createDirectories(trash);
    dieAfter(Integer.MAX_VALUE);
  }

  /** Works again, and dies at step {@code steps} from now, counted from 0. */
  public void dieAfter(int steps) {
    dead = false;
    stepsLeft = steps;
  }

  /** How many steps it goes on for. */
  public int stepsLeft() {
    return stepsLeft;
  }

  public boolean isDead() {
    return dead;
  }

  /** Nothing can be done any more; what was done is seen by the next process. */
  public void killProcess() {
    dead = true;
  }

  /** Whether a force that is asked for is done; a test may leave some out. */
  protected boolean doesForce() throws IOException {
    return true;
  }

  private void step() throws IOException {
    if (!dead && stepsLeft-- > 0) {
      return;
    }
    if (!dead) {
      dead = true;
      try {
        failPower();
      } catch (IOException e) {
        throw new IllegalStateException("the test's disk is wrong", e);
      }
    }
    throw new IOException("the power failed");
  }

  private void failPower() throws IOException {
    for (Node node : nodes) {
      tear(node);
    }
    List<File> parentsFirst = new ArrayList<>(directories.keySet());
    parentsFirst.sort(Comparator.comparing(File::getPath));
    List<File> childrenFirst = new ArrayList<>(parentsFirst);
    Collections.reverse(childrenFirst);
    for (File directory : childrenFirst) {
      choose(directories.get(directory));
    }
    for (File directory : parentsFirst) {
      place(directory, directories.get(directory));
    }
  }

  private void tear(Node node) throws IOException {
    if (node.unforced.isEmpty()) {
      return;
    }
    try (RandomAccessFile file = new RandomAccessFile(node.where, "rw")) {
      for (int i = node.unforced.size() - 1; i >= 0; i--) {
        Write write = node.unforced.get(i);
        file.seek(write.position);
        file.write(write.before);
        file.setLength(write.lengthBefore);
      }
      for (Write write : node.unforced) {
        int fate = random.nextInt(3);
        double part = fate == 0 ? 0 : fate == 1 ? 1 : random.nextDouble();
        file.seek(write.position);
        file.write(write.bytes, 0, (int) (write.bytes.length * part));
      }
    }
    node.unforced.clear();
  }

  private void choose(Names names) throws IOException {
    for (Unforced unforced : names.unforced) {
      if (unforced.fate.isDone()) {
        unforced.step.apply(names.durable);
      }
    }
    names.unforced.clear();
    for (Node node : names.seen.values()) {
      toTrash(node);
    }
  }

  private void place(File directory, Names names) throws IOException {
    if (!directory.isDirectory()) {
      directories.remove(directory); // its own name has not come to be
      return;
    }
    for (Map.Entry<String, Node> entry : names.durable.entrySet()) {
      File to = new File(directory, entry.getKey());
      Node node = entry.getValue();
      if (isTrash(node)) {
        move(node, to);
      } else {
        // Renamed from one directory to another, of which only the second knows.
        Files.copy(node.where.toPath(), to.toPath());
        entry.setValue(node(to));
      }
    }
    names.seen = new HashMap<>(names.durable);
  }

  private boolean isTrash(Node node) {
    return node.where.toPath().startsWith(trash);
  }

  private void toTrash(Node node) throws IOException {
    File free = trash.resolve("" + trashed++).toFile();
    while (free.exists()) { // left by another disk of the same test
      free = trash.resolve("" + trashed++).toFile();
    }
    move(node, free);
  }

  private static void move(Node node, File to) throws IOException {
    Files.move(node.where.toPath(), to.toPath());
    node.where = to;
  }

  private Node node(File where) {
    Node node = new Node(where);
    nodes.add(node);
    return node;
  }

  /** The names in a directory; those that exist before it is touched are durable. */
  private Names names(File directory) {
    return directories.computeIfAbsent(
        directory,
        d -> {
          Names names = new Names();
          String[] existing = d.list();
          for (String name : existing == null ? new String[0] : existing) {
            if (!name.endsWith("lock") && !trash.endsWith(name)) {
              names.durable.put(name, node(new File(d, name)));
            }
          }
          names.seen.putAll(names.durable);
          return names;
        });
  }

  @Override
  public synchronized Output open(File path) throws IOException {
    step();
    Names names = names(path.getParentFile());
    if (!names.seen.containsKey(path.getName())) {
      Node created = node(path);
      names.step(all -> all.put(path.getName(), created), new Fate());
    }
    return new UnkindOutput(path, names.seen.get(path.getName()));
  }

  private final class UnkindOutput extends FileOutput {
    private final Node node;

    UnkindOutput(File path, Node node) throws IOException {
      super(path);
      this.node = node;
    }

    @Override
    public void write(long position, byte[] bytes, int length) throws IOException {
      synchronized (UnkindFiles.this) {
        note(position, bytes, length);
        super.write(position, bytes, length);
        step();
      }
    }

    private void note(long position, byte[] bytes, int length) throws IOException {
      if (dead) {
        step();
      }
      byte[] before = new byte[length];
      long lengthBefore;
      try (RandomAccessFile file = new RandomAccessFile(node.where, "r")) {
        lengthBefore = file.length();
        file.seek(position);
        before = Arrays.copyOf(before, Math.max(0, file.read(before)));
      }
      node.unforced.add(new Write(position, before, lengthBefore, Arrays.copyOf(bytes, length)));
    }

    @Override
    public void force() throws IOException {
      synchronized (UnkindFiles.this) {
        workInBackground();
        if (!doesForce()) {
          return;
        }
        step();
        node.unforced.clear();
      }
    }
  }

  /** Between two steps of whoever asked for it: a thread would do it in another order each time. */
  public synchronized void inBackground(Runnable work) {
    background = work;
    forcesBefore = random.nextInt(5);
  }

  private void workInBackground() {
    if (forcesBefore-- == 0) {
      background.run();
    }
  }

  @Override
  public synchronized void rename(File from, File to) throws IOException {
    step();
    Names source = names(from.getParentFile());
    Names target = names(to.getParentFile());
    Node replaced = target.seen.get(to.getName());
    if (replaced != null) {
      toTrash(replaced);
    }
    Node moved = source.seen.get(from.getName());
    move(moved, to);
    Fate fate = new Fate();
    if (source == target) {
      source.step(all -> replace(all, moved, from.getName(), to.getName()), fate);
    } else {
      source.step(all -> all.remove(from.getName()), fate);
      target.step(all -> all.put(to.getName(), moved), fate);
    }
  }

  private static void replace(Map<String, Node> names, Node moved, String from, String to) {
    if (names.remove(from, moved)) {
      names.put(to, moved);
    }
  }

  @Override
  public synchronized void delete(File path) throws IOException {
    step();
    Names names = names(path.getParentFile());
    Node deleted = names.seen.get(path.getName());
    if (deleted != null) {
      toTrash(deleted);
      names.step(all -> all.remove(path.getName()), new Fate());
    }
  }

  @Override
  public synchronized void createDirectory(File directory) throws IOException {
    step();
    Names names = names(directory.getParentFile());
    super.createDirectory(directory);
    directories.remove(directory); // of an earlier one of that name
    Node created = node(directory);
    names.step(all -> all.put(directory.getName(), created), new Fate());
  }

  /** Of the real disk only what the test has made may be touched. */
  @Override
  public synchronized boolean isWritable(File directory) {
    return directories.containsKey(directory);
  }

  @Override
  public synchronized void forceDirectory(File directory) throws IOException {
    if (!doesForce()) {
      return;
    }
    step();
    Names names = names(directory);
    names.unforced.forEach(unforced -> unforced.fate.force());
    names.unforced.clear();
    for (Node node : names.durable.values()) {
      // One that was renamed into another directory lives on there.
      if (!names.seen.containsValue(node) && isTrash(node) && node.where.isFile()) {
        Files.deleteIfExists(node.where.toPath());
        nodes.remove(node);
      }
    }
    names.durable = new HashMap<>(names.seen);
  }
}
