package io.github.flumeaggregation.simulation;

import io.github.flumeaggregation.window.state.Disk;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A disk in memory, as unkind as POSIX allows: see {@link DiskNames} and {@link DiskFile} for what
 * a power failure leaves. Each call is a step; at a chosen one the process is killed, or the power
 * fails, or the call fails as on a full or broken disk.
 *
 * <p>Logs are allocated in small pieces and snapshots taken often, so that both happen in a short
 * life. Safe for use by several threads.
 */
final class MemoryDisk extends Disk {
  /** What is to happen at a step. */
  enum Fate {
    KILL,
    POWER,
    FAILURE
  }

  private static final int MOST_FORCES_BEFORE = 7;

  private final DiskNames names = new DiskNames();
  private final int aheadBytes;
  private final long snapshotEveryBytes;
  private Fate fate = Fate.KILL;
  private int soundSteps = Integer.MAX_VALUE;
  private int failures;

  /** By what chance a force that fails loses its writes; null if they wait for the next one. */
  private Random losses;

  private boolean dead;
  private boolean locked;
  private long steps;
  private int failedSteps;
  private int failedInBackground;

  /** What the process holds open; another process begins with none. */
  private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

  /** What is done in the background, and how many forces of files pass before that. */
  private Runnable background = () -> {};

  private int forcesBefore;

  MemoryDisk(int aheadBytes, long snapshotEveryBytes) {
    this.aheadBytes = aheadBytes;
    this.snapshotEveryBytes = snapshotEveryBytes;
  }

  /** After so many steps this happens; a failure that many times. */
  synchronized void fate(Fate next, int afterSteps, int times) {
    fate = next;
    soundSteps = afterSteps;
    failures = times;
    losses = null;
  }

  /** Forces that fail lose what they were to write, by chance: nobody tries it again. */
  synchronized void forcesLose(Random chance) {
    losses = chance;
  }

  /** No step fails from now on. */
  synchronized void becomeSound() {
    soundSteps = Integer.MAX_VALUE;
    failures = 0;
    losses = null;
  }

  /** Whether the process cannot do anything any more. */
  synchronized boolean isDead() {
    return dead;
  }

  /** How many steps have failed since the last call, but for those in the background. */
  synchronized int takeFailedSteps() {
    int taken = failedSteps;
    failedSteps = 0;
    return taken;
  }

  /**
   * The same with those in the background, which somebody else may have met, and hears of later.
   */
  synchronized int takeAllFailedSteps() {
    int taken = failedInBackground;
    failedInBackground = 0;
    return taken + takeFailedSteps();
  }

  /** The process dies now. */
  synchronized void kill(Fate how) {
    fate = how;
    dead = true;
  }

  /**
   * Another process begins; after a power failure it finds what that left.
   *
   * @return whether the power had failed
   */
  synchronized boolean restart(Random random) {
    boolean power = fate == Fate.POWER && dead;
    if (power) {
      names.failPower(random);
    }
    dead = false;
    locked = false;
    open.clear();
    becomeSound();
    return power;
  }

  private void step() throws IOException {
    steps++;
    if (!dead && soundSteps > 0) {
      soundSteps--;
      return;
    }
    if (!dead && fate == Fate.FAILURE) {
      failedSteps++;
      if (--failures <= 0) {
        becomeSound();
      }
      throw new IOException("No space left on device");
    }
    dead = true;
    throw new IOException("the process is dead");
  }

  /** How many files the process has open. */
  synchronized int openFiles() {
    return open.size();
  }

  private synchronized <T> T opened(T file) {
    open.add(file);
    return file;
  }

  private synchronized void closed(Object file) {
    open.remove(file);
  }

  /** Steps since the beginning. */
  synchronized long steps() {
    return steps;
  }

  /** What a reader sees, whoever is dead. */
  synchronized byte[] content(File path) {
    DiskFile file = names.file(path);
    return file == null ? new byte[0] : file.bytes();
  }

  /** A reader moves the file to another place, whoever is dead. */
  synchronized void takeAway(File path) {
    try {
      names.delete(path);
    } catch (NoSuchFileException e) {
      throw new AssertionError(e);
    }
  }

  /** All files in a directory, whoever is dead. */
  synchronized Map<String, String> contents(File directory) {
    Map<String, String> contents = new TreeMap<>();
    for (String name : names.list(directory)) {
      contents.put(name, Arrays.toString(content(new File(directory, name))));
    }
    return contents;
  }

  /** A file gets another content, or none if it is to be gone, for good, whoever is dead. */
  synchronized void replace(File path, byte[] content) {
    try {
      if (content == null) {
        names.delete(path);
      } else {
        names.create(path).replace(content);
      }
      names.force(path.getParentFile());
    } catch (NoSuchFileException e) {
      throw new AssertionError(e);
    }
  }

  /** The names in a directory, whoever is dead. */
  synchronized String[] names(File directory) {
    return names.list(directory);
  }

  @Override
  protected int aheadBytes() {
    return aheadBytes;
  }

  @Override
  protected long snapshotEveryBytes() {
    return snapshotEveryBytes;
  }

  /** Between two steps of whoever asks for it, by the same thread; sooner or later. */
  @Override
  protected synchronized void inBackground(String threadName, Runnable work) {
    background = work;
    forcesBefore = (int) (steps % MOST_FORCES_BEFORE);
  }

  private void workInBackground() {
    if (forcesBefore-- == 0) {
      int before = failedSteps;
      background.run();
      failedInBackground += failedSteps - before;
      failedSteps = before;
    }
  }

  @Override
  public synchronized Output open(File path) throws IOException {
    step();
    DiskFile file = names.create(path);
    return opened(
        new Output() {
          @Override
          public void write(long position, byte[] bytes, int length) throws IOException {
            synchronized (MemoryDisk.this) {
              boolean wasDead = dead;
              try {
                step();
              } catch (IOException e) {
                if (!wasDead) {
                  file.write(position, bytes, length / 2);
                }
                throw e;
              }
              file.write(position, bytes, length);
            }
          }

          @Override
          public void force() throws IOException {
            synchronized (MemoryDisk.this) {
              workInBackground();
              Random lost = losses; // the last failure makes the disk sound
              try {
                step();
              } catch (IOException e) {
                if (!dead && lost != null) {
                  file.failForce(lost);
                }
                throw e;
              }
              file.force();
            }
          }

          @Override
          public void close() {
            closed(this);
          }
        });
  }

  @Override
  protected synchronized Input openToRead(File path) throws IOException {
    step();
    DiskFile file = names.file(path);
    if (file == null) {
      throw new NoSuchFileException(path.getPath());
    }
    return opened(
        new Input() {
          @Override
          public long length() {
            return file.length();
          }

          @Override
          public void read(long position, byte[] target, int at, int count) {
            synchronized (MemoryDisk.this) {
              file.read(position, target, at, count);
            }
          }

          @Override
          public void close() {
            closed(this);
          }
        });
  }

  @Override
  public synchronized String[] list(File directory) throws IOException {
    step();
    return names.list(directory);
  }

  @Override
  protected synchronized Object identity(File path) throws IOException {
    step();
    DiskFile file = names.file(path);
    if (file == null) {
      throw new NoSuchFileException(path.getPath());
    }
    return file;
  }

  @Override
  public synchronized boolean exists(File path) {
    return names.file(path) != null || names.isDirectory(path);
  }

  @Override
  public synchronized boolean isDirectory(File path) {
    return names.isDirectory(path);
  }

  @Override
  public synchronized boolean isThere(File directory) {
    return names.isDirectory(directory);
  }

  @Override
  protected boolean isWritable(File directory) {
    return true;
  }

  @Override
  protected synchronized long length(File path) {
    DiskFile file = names.file(path);
    return file == null ? 0 : file.length();
  }

  @Override
  public void checkRename(File fromDirectory, File toDirectory) {}

  @Override
  protected synchronized Closeable lock(File directory) throws IOException {
    step();
    if (locked) {
      throw new IllegalStateException("a state that was not closed is opened again");
    }
    locked = true;
    return () -> locked = false;
  }

  @Override
  public synchronized void rename(File from, File to) throws IOException {
    step();
    names.rename(from, to);
  }

  @Override
  public synchronized void delete(File path) throws IOException {
    step();
    names.delete(path);
  }

  @Override
  protected synchronized void createDirectory(File directory) throws IOException {
    step();
    if (names.isDirectory(directory)) {
      throw new FileAlreadyExistsException(directory.getPath());
    }
    names.createDirectory(directory);
  }

  @Override
  public synchronized void forceDirectory(File directory) throws IOException {
    step();
    names.force(directory);
  }
}
