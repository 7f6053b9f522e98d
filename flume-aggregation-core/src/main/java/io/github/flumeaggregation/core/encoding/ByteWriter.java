package io.github.flumeaggregation.core.encoding;

import io.github.flumeaggregation.core.Nullable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Appends values to a byte array that grows, or hands them on piece by piece. Small numbers take
 * few bytes.
 */
public final class ByteWriter {
  /** Takes the bytes of a writer that does not keep them. */
  public interface Target {
    /** Takes {@code bytes[0, length)}, which are overwritten afterwards. */
    void write(byte[] bytes, int length);
  }

  private static final int PIECE_BYTES = 64 << 10;

  private final @Nullable Target target;
  private final @Nullable ByteImage image;
  private byte[] bytes;
  private int length;

  /** Keeps what is written in an array. */
  public ByteWriter() {
    target = null;
    image = null;
    bytes = new byte[256];
  }

  /** Writes an image; the last of it at {@link #flush}. */
  ByteWriter(ByteImage image) {
    this.target = image::add;
    this.image = image;
    bytes = new byte[PIECE_BYTES];
  }

  /**
   * Hands on what is written, in pieces; the last one at {@link #flush}. {@link #length}, {@link
   * #array} and {@link #toBytes} then are of the piece that has not been handed on yet.
   */
  public ByteWriter(Target target) {
    this.target = target;
    this.image = null;
    bytes = new byte[PIECE_BYTES];
  }

  /** Whether it is of an image, for which what is much can be {@link #putOff}. */
  public boolean isOfImage() {
    return image != null;
  }

  /**
   * What {@code part} writes stands here in the image; it will be asked later, mostly by another
   * thread. Until then nothing that it reads may change.
   */
  public void putOff(Consumer<ByteWriter> part) {
    if (image == null) {
      throw new IllegalStateException("only what is written to an image can be put off");
    }
    flush();
    image.add(part);
  }

  /** Hands on what has not been yet. */
  public void flush() {
    if (target != null && length > 0) {
      target.write(bytes, length);
      length = 0;
    }
  }

  /** Forgets what was written; the memory is kept. */
  public void reset() {
    length = 0;
  }

  /** Number of bytes written. */
  public int length() {
    return length;
  }

  /** The array that holds what was written, in its first {@link #length()} bytes. */
  public byte[] array() {
    return bytes;
  }

  /** A copy of what was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** Writes the low eight bits. */
  public ByteWriter writeByte(int value) {
    ensure(1);
    bytes[length++] = (byte) value;
    return this;
  }

  /**
   * Writes an integer of either sign, the smaller its absolute value the shorter: 1 to 10 bytes.
   */
  public ByteWriter writeSigned(long value) {
    return writeUnsigned((value << 1) ^ (value >> 63));
  }

  /** Writes 64 bits taken as unsigned, 7 to a byte, low ones first: 1 to 10 bytes. */
  public ByteWriter writeUnsigned(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    return this;
  }

  /** Writes 64 bits as eight bytes, the high ones first. */
  public ByteWriter writeLong(long value) {
    ensure(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** Writes the length of {@code source[from, to)} and the bytes themselves. */
  public ByteWriter writeBytes(byte[] source, int from, int to) {
    writeUnsigned(to - from);
    ensure(to - from);
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
    return this;
  }

  /** Writes bytes as they are, without their number. */
  public ByteWriter writeRaw(byte[] source) {
    ensure(source.length);
    System.arraycopy(source, 0, bytes, length, source.length);
    length += source.length;
    return this;
  }

  /** Writes a text as UTF-8, its length before it. */
  public ByteWriter writeString(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return writeBytes(utf8, 0, utf8.length);
  }

  private void ensure(int more) {
    if (target != null && bytes.length - length < more) {
      flush();
    }
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }
}
