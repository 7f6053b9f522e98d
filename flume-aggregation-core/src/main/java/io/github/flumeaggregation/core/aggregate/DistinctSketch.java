package io.github.flumeaggregation.core.aggregate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import java.util.Arrays;

/**
 * Counts distinct 64-bit hashes: exactly up to {@link #EXACT_HASHES}, beyond that by a HyperLogLog
 * of 4,096 registers, whose standard error is 1.6%.
 *
 * <p>The state is a function of the set of hashes alone, and the estimate one of the state alone;
 * so neither depends on the order of lines or on how states were merged. Estimator: O. Ertl, "New
 * cardinality estimation algorithms for HyperLogLog sketches" (2017), section 4, which needs no
 * correction tables.
 */
final class DistinctSketch {
  /** Up to as many hashes are kept as they are; then the registers take less room. */
  static final int EXACT_HASHES = 512;

  private static final int INDEX_BITS = 12;
  private static final int REGISTERS = 1 << INDEX_BITS;

  /** The most leading zeros that the rest of a hash can have, plus one. */
  private static final int LARGEST_RANK = Long.SIZE - INDEX_BITS + 1;

  private static final double ALPHA = 1 / (2 * 0.6931471805599453);

  /** This object, the set and the heads of their arrays. */
  private static final int OBJECT_BYTES = 88;

  private final HashSetOfLongs hashes = new HashSetOfLongs();
  private byte @Nullable [] registers;

  /** What was last estimated from the registers; less than 0 once they have changed. */
  private long estimated = -1;

  /** What it takes in memory. */
  long bytesHeld() {
    return OBJECT_BYTES + hashes.bytesHeld() + (registers == null ? 0 : REGISTERS);
  }

  /** Adds a hash, whose bits must all be equally random. */
  void add(long hash) {
    if (registers != null) {
      if (raise(registers, hash)) {
        estimated = -1;
      }
    } else if (hashes.add(hash) && hashes.size() > EXACT_HASHES) {
      useRegisters();
    }
  }

  private byte[] useRegisters() {
    byte[] used = registers;
    if (used == null) {
      used = new byte[REGISTERS];
      for (long hash : hashes.sorted()) {
        raise(used, hash);
      }
      hashes.clear();
      registers = used;
    }
    return used;
  }

  /** Raises the register of a hash; whether that changed it. */
  private static boolean raise(byte[] registers, long hash) {
    int index = (int) (hash >>> (Long.SIZE - INDEX_BITS));
    int rank = Math.min(Long.numberOfLeadingZeros(hash << INDEX_BITS) + 1, LARGEST_RANK);
    if (rank <= registers[index]) {
      return false;
    }
    registers[index] = (byte) rank;
    return true;
  }

  /** Adds all hashes of {@code part}. */
  void addAll(DistinctSketch part) {
    byte[] partRegisters = part.registers;
    if (partRegisters == null) {
      for (long hash : part.hashes.sorted()) {
        add(hash);
      }
      return;
    }
    byte[] own = useRegisters();
    estimated = -1;
    for (int i = 0; i < REGISTERS; i++) {
      own[i] = (byte) Math.max(own[i], partRegisters[i]);
    }
  }

  /** Number of distinct hashes; an estimate above {@link #EXACT_HASHES}. */
  long estimate() {
    byte[] used = registers;
    if (used == null) {
      return hashes.size();
    }
    if (estimated < 0) {
      estimated = estimate(used);
    }
    return estimated;
  }

  private static long estimate(byte[] used) {
    int[] ranks = new int[LARGEST_RANK + 1];
    for (byte rank : used) {
      ranks[rank]++;
    }
    double z = REGISTERS * tau(1 - (double) ranks[LARGEST_RANK] / REGISTERS);
    for (int rank = LARGEST_RANK - 1; rank >= 1; rank--) {
      z = 0.5 * (z + ranks[rank]);
    }
    z += REGISTERS * sigma((double) ranks[0] / REGISTERS);
    return Math.round(ALPHA * REGISTERS * REGISTERS / z);
  }

  private static double sigma(double start) {
    if (start == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double x = start;
    double y = 1;
    double z = x;
    double previous;
    do {
      x *= x;
      previous = z;
      z += x * y;
      y += y;
    } while (z != previous);
    return z;
  }

  private static double tau(double start) {
    if (start == 0 || start == 1) {
      return 0;
    }
    double x = start;
    double y = 1;
    double z = 1 - x;
    double previous;
    do {
      x = Math.sqrt(x);
      previous = z;
      y *= 0.5;
      z -= (1 - x) * (1 - x) * y;
    } while (z != previous);
    return z / 3;
  }

  void encode(ByteWriter out) {
    byte[] used = registers;
    if (used == null) {
      long[] sorted = hashes.sorted();
      out.writeUnsigned(sorted.length);
      for (long hash : sorted) {
        out.writeLong(hash);
      }
    } else {
      out.writeUnsigned(EXACT_HASHES + 1);
      out.writeBytes(used, 0, REGISTERS);
    }
  }

  static DistinctSketch decode(ByteReader in) {
    DistinctSketch sketch = new DistinctSketch();
    int size = in.readSize(EXACT_HASHES + 1);
    if (size > EXACT_HASHES) {
      sketch.registers = Arrays.copyOf(in.readBytes(), REGISTERS);
      return sketch;
    }
    for (int i = 0; i < size; i++) {
      sketch.hashes.add(in.readLong());
    }
    return sketch;
  }
}
