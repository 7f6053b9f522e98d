package io.github.flumeaggregation.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A file of a {@link MemoryDisk}: what processes see of it, and what is on the platters. Of the
 * writes that were not forced, each arrives in a power failure, or a part of it, or nothing. So it
 * is with those whose force failed, if the system takes them for written: the next force succeeds
 * without them.
 */
final class DiskFile {
  private static final class Write {
    private final int position;
    private final byte[] bytes;

    Write(int position, byte[] bytes) {
      this.position = position;
      this.bytes = bytes;
    }
  }

  private byte[] seen = {};
  private byte[] durable = {};
  private final List<Write> unforced = new ArrayList<>();

  int length() {
    return seen.length;
  }

  byte[] bytes() {
    return seen.clone();
  }

  void write(long position, byte[] bytes, int length) {
    Write write = new Write((int) position, Arrays.copyOf(bytes, length));
    seen = apply(seen, write, length);
    unforced.add(write);
  }

  /** Another content, for good. */
  void replace(byte[] content) {
    seen = content.clone();
    durable = seen.clone();
    unforced.clear();
  }

  private static byte[] apply(byte[] content, Write write, int length) {
    int end = write.position + length;
    byte[] result = end > content.length ? Arrays.copyOf(content, end) : content;
    System.arraycopy(write.bytes, 0, result, write.position, length);
    return result;
  }

  void read(long position, byte[] target, int at, int count) {
    System.arraycopy(seen, (int) position, target, at, count);
  }

  void force() {
    for (Write write : unforced) {
      durable = apply(durable.clone(), write, write.bytes.length);
    }
    unforced.clear();
  }

  /** What was to be written arrives by chance, and is not tried again; it stays to be seen. */
  void failForce(Random random) {
    for (Write write : unforced) {
      int fate = random.nextInt(3);
      double part = fate == 0 ? 0 : fate == 1 ? 1 : random.nextDouble();
      durable = apply(durable.clone(), write, (int) (write.bytes.length * part));
    }
    unforced.clear();
  }

  void failPower(Random random) {
    failForce(random);
    seen = durable.clone();
  }
}
