package io.github.flumeaggregation.core.record;

/**
 * A 64-bit hash that is the same on every machine and in every version: it decides which groups
 * stay when there are too many, and is written into state. All bits are equally random.
 */
public final class StableHash {
  private static final long SEED = 0x9E3779B97F4A7C15L;
  private static final long FACTOR = 0xD6E8FEB86659FD93L;

  private StableHash() {}

  /**
   * The hash of {@code bytes[from, to)}: multiply and xor-shift for each eight bytes, and a final
   * mix.
   */
  public static long of(byte[] bytes, int from, int to) {
    long h = SEED ^ (to - from);
    int at = from;
    for (int last = to - Long.BYTES; at <= last; at += Long.BYTES) {
      h = mix(h, Words.get(bytes, at));
    }
    if (at < to) {
      h = mix(h, Words.upTo(bytes, at, to));
    }
    h *= FACTOR;
    h ^= h >>> 29;
    h *= SEED;
    return h ^ (h >>> 32);
  }

  private static long mix(long hash, long word) {
    long h = (hash ^ word) * FACTOR;
    return h ^ (h >>> 32);
  }
}
