package io.github.flumeaggregation.simulation;

import java.io.File;
import java.util.Arrays;
import java.util.Random;

/** What a disk has lost of a file that it had forced, and how it gets it back. */
final class Damage {
  private final MemoryDisk disk;
  private final File file;
  private final byte[] before;
  private final String what;

  private Damage(MemoryDisk disk, File file, byte[] after, String what) {
    this.disk = disk;
    this.file = file;
    this.before = disk.content(file);
    this.what = what;
    disk.replace(file, after);
  }

  /** To a file that is not empty. */
  static Damage any(MemoryDisk disk, File file, Random random) {
    byte[] content = disk.content(file);
    int from = random.nextInt(content.length);
    int to = Math.min(content.length, from + 1 + random.nextInt(600));
    return switch (random.nextInt(4)) {
      case 0 -> new Damage(disk, file, zeros(content, from, to), "bytes become zeros from " + from);
      case 1 ->
          new Damage(disk, file, other(content, from, to, random), "bytes change from " + from);
      case 2 -> new Damage(disk, file, Arrays.copyOf(content, from), "is cut off at " + from);
      default -> new Damage(disk, file, null, "is gone");
    };
  }

  private static byte[] zeros(byte[] content, int from, int to) {
    byte[] damaged = content.clone();
    Arrays.fill(damaged, from, to, (byte) 0);
    return damaged;
  }

  private static byte[] other(byte[] content, int from, int to, Random random) {
    byte[] damaged = content.clone();
    byte[] noise = new byte[to - from];
    random.nextBytes(noise);
    System.arraycopy(noise, 0, damaged, from, noise.length);
    return damaged;
  }

  /** Somebody brings the file back from a backup. */
  void mend() {
    disk.replace(file, before);
  }

  @Override
  public String toString() {
    return file + " " + what;
  }
}
