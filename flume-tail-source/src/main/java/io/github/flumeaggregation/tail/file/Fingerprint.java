package io.github.flumeaggregation.tail.file;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;

/**
 * Hash of a stretch of a file, taken when it was read, to see later whether the file still holds
 * the same bytes there: an inode alone does not tell a file from its successor.
 *
 * <p>64-bit FNV-1a (Fowler, Noll, Vo). It guards against accidents, not against an attacker: who
 * can write a log can write any log.
 */
public final class Fingerprint {
  /** Bytes at the head of a file that are fingerprinted, as soon as it has that many. */
  public static final int HEAD_BYTES = 1024;

  /** Bytes before a position that are fingerprinted, or as many as there are. */
  public static final int CHECK_BYTES = 256;

  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private final long end;
  private final int length;
  private final long hash;

  public Fingerprint(long end, int length, long hash) {
    this.end = end;
    this.length = length;
    this.hash = hash;
  }

  /**
   * Of the {@code length} bytes before {@code bytes[to]}.
   *
   * @param end the file offset of {@code bytes[to]}
   */
  public static Fingerprint of(byte[] bytes, int to, int length, long end) {
    return new Fingerprint(end, length, hash(bytes, to - length, to));
  }

  /** Of the first {@link #HEAD_BYTES} bytes, or as many as there are. */
  public static Fingerprint ofHead(FileHandle file) throws IOException {
    byte[] bytes = new byte[HEAD_BYTES];
    int length = headLength(bytes, file.read(0, bytes, 0, bytes.length));
    return of(bytes, length, length, length);
  }

  /** NUL bytes at the end of a head may be room for lines that are to come: they prove nothing. */
  public static int headLength(byte[] bytes, int length) {
    int end = length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return end == 0 ? length : end;
  }

  /** Of the {@link #CHECK_BYTES} bytes before {@code end}, or as many as there are. */
  public static Fingerprint before(long end, FileHandle file) throws IOException {
    byte[] bytes = new byte[(int) Math.min(end, CHECK_BYTES)];
    int length = file.read(end - bytes.length, bytes, 0, bytes.length);
    return of(bytes, length, length, end);
  }

  private static long hash(byte[] bytes, int from, int to) {
    long hash = OFFSET_BASIS;
    for (int i = from; i < to; i++) {
      hash = (hash ^ (bytes[i] & 0xff)) * PRIME;
    }
    return hash;
  }

  /** The hashes of the first 0, 1, 2, ... {@code length} bytes. */
  public static long[] prefixHashes(byte[] bytes, int length) {
    long[] hashes = new long[length + 1];
    hashes[0] = OFFSET_BASIS;
    for (int i = 0; i < length; i++) {
      hashes[i + 1] = (hashes[i] ^ (bytes[i] & 0xff)) * PRIME;
    }
    return hashes;
  }

  /** File offset after the last byte of the stretch. */
  public long end() {
    return end;
  }

  /** Number of bytes in the stretch. */
  public int length() {
    return length;
  }

  public long hash() {
    return hash;
  }

  /** Whether the {@link #length()} bytes from {@code bytes[from]} are those of the stretch. */
  public boolean matches(byte[] bytes, int from) {
    return hash(bytes, from, from + length) == hash;
  }

  /** Whether the file holds the same bytes in that place; false if it is too short for that. */
  public boolean matches(FileHandle file) throws IOException {
    byte[] bytes = new byte[length];
    return file.read(end - length, bytes, 0, length) == length && matches(bytes, 0);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fingerprint
        && ((Fingerprint) other).end == end
        && ((Fingerprint) other).length == length
        && ((Fingerprint) other).hash == hash;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hash) + Long.hashCode(end);
  }

  @Override
  public String toString() {
    return length + " bytes before " + end + ": " + Long.toHexString(hash);
  }
}
