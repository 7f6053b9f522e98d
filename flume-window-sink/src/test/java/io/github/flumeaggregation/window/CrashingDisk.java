package io.github.flumeaggregation.window;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A disk that dies at a chosen step, as if the power had failed: of what was not forced, some
 * arrives, some in part, some not at all, and the latest renames may not have happened. After that
 * every step fails until a new one is made.
 *
 * <p>Safe for use by several threads.
 */
final class CrashingDisk extends Disk {
  private final Random random;
  private int stepsLeft;
  private boolean dead;

  /** What has not been forced yet, in order. */
  private final List<Change> unforced = new ArrayList<>();

  /** Takes back the renames whose directories have not been forced yet, in order. */
  private final List<Change> unforcedRenames = new ArrayList<>();

  private interface Change {
    /** Brings the given part, 0 to 1, of the change to the disk. */
    void apply(double part) throws IOException;
  }

  /** Dies at step {@code stepsLeft}, counted from 0. */
  CrashingDisk(Random random, int stepsLeft) {
    this.random = random;
    this.stepsLeft = stepsLeft;
  }

  boolean isDead() {
    return dead;
  }

  private synchronized void step() throws IOException {
    if (!dead && stepsLeft-- > 0) {
      return;
    }
    if (!dead) {
      dead = true;
      for (Change change : unforced) {
        int fate = random.nextInt(3);
        change.apply(fate == 0 ? 0 : fate == 1 ? 1 : random.nextDouble());
      }
      unforced.clear();
      takeBackRenames(random.nextInt(unforcedRenames.size() + 1));
    }
    throw new IOException("the power failed");
  }

  private void takeBackRenames(int count) throws IOException {
    for (int i = 1; i <= count; i++) {
      unforcedRenames.get(unforcedRenames.size() - i).apply(0);
    }
    unforcedRenames.clear();
  }

  private synchronized void forceAll() throws IOException {
    for (Change change : unforced) {
      change.apply(1);
    }
    unforced.clear();
  }

  /** What a process that is killed leaves: everything that it has written. */
  void killProcess() throws IOException {
    forceAll();
    dead = true;
  }

  @Override
  Output open(File path) throws IOException {
    step();
    return new CrashingOutput(path);
  }

  private final class CrashingOutput extends Output {
    CrashingOutput(File path) throws IOException {
      super(path);
    }

    @Override
    void write(long position, byte[] bytes, int length) throws IOException {
      byte[] copy = java.util.Arrays.copyOf(bytes, length);
      synchronized (CrashingDisk.this) {
        unforced.add(part -> super.write(position, copy, (int) (length * part)));
      }
      step();
    }

    @Override
    void force() throws IOException {
      step();
      forceAll();
      super.force();
    }

    @Override
    public void close() throws IOException {
      if (!dead) {
        forceAll();
      }
      super.close();
    }
  }

  @Override
  synchronized void rename(File from, File to) throws IOException {
    step();
    // A rename is never seen before the content that was forced; it is atomic, or has not happened.
    byte[] replaced = to.isFile() ? Files.readAllBytes(to.toPath()) : null;
    super.rename(from, to);
    unforcedRenames.add(
        part -> {
          super.rename(to, from);
          if (replaced != null) {
            Files.write(to.toPath(), replaced);
          }
        });
  }

  @Override
  void delete(File path) throws IOException {
    step();
    super.delete(path);
  }

  @Override
  synchronized void forceDirectory(File directory) throws IOException {
    step();
    forceAll();
    unforcedRenames.clear();
  }
}
