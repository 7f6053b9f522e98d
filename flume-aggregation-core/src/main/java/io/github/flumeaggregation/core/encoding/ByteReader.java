package io.github.flumeaggregation.core.encoding;

import io.github.flumeaggregation.core.Nullable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link ByteWriter} wrote. Bytes that cannot have been written by it are a {@link
 * MalformedBytesException}, never anything else: they may come from a damaged disk.
 */
public final class ByteReader {
  /** Gives the bytes of a reader that does not hold them all, in order. */
  public interface Source {
    /** Puts the next {@code length} bytes into {@code target}, from {@code at} on. */
    void read(byte[] target, int at, int length);
  }

  private static final int PIECE_BYTES = 64 << 10;

  private final byte[] bytes;
  private final @Nullable Source source;
  private int end;
  private int at;

  /** How many bytes are still in the source. */
  private long unread;

  /** Reads {@code bytes}. */
  public ByteReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads {@code bytes[from, to)}. */
  public ByteReader(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.source = null;
    this.at = from;
    this.end = to;
  }

  /** Reads {@code length} bytes of {@code source}, piece by piece. */
  public ByteReader(Source source, long length) {
    this.bytes = new byte[(int) Math.min(PIECE_BYTES, length)];
    this.source = source;
    this.unread = length;
  }

  /** Whether all bytes have been read. */
  public boolean atEnd() {
    return at == end && unread == 0;
  }

  /** One byte, as 0 to 255. */
  public int readByte() {
    require(1);
    return bytes[at++] & 0xff;
  }

  /** What {@link ByteWriter#writeSigned} wrote. */
  public long readSigned() {
    long value = readUnsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  /** What {@link ByteWriter#writeUnsigned} wrote. */
  public long readUnsigned() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = readByte();
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw new MalformedBytesException("a number of more than 10 bytes");
  }

  /** What {@link ByteWriter#writeUnsigned} wrote, within {@code [0, max]}. */
  public int readSize(int max) {
    long value = readUnsigned();
    if (value < 0 || value > max) {
      throw new MalformedBytesException("a size of " + value + ", allowed are 0 to " + max);
    }
    return (int) value;
  }

  /** What {@link ByteWriter#writeLong} wrote. */
  public long readLong() {
    require(8);
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (bytes[at++] & 0xff);
    }
    return value;
  }

  /** What {@link ByteWriter#writeBytes} wrote. */
  public byte[] readBytes() {
    int size = readSize((int) Math.min(Integer.MAX_VALUE, end - at + unread));
    if (size > end - at) {
      return readLongBytes(size);
    }
    at += size;
    return Arrays.copyOfRange(bytes, at - size, at);
  }

  /** Bytes of which not all are here yet. */
  private byte[] readLongBytes(int size) {
    byte[] result = new byte[size];
    int here = end - at;
    System.arraycopy(bytes, at, result, 0, here);
    at = end;
    take(result, here, size - here);
    return result;
  }

  /** What {@link ByteWriter#writeString} wrote. */
  public String readString() {
    return new String(readBytes(), StandardCharsets.UTF_8);
  }

  private void require(int count) {
    if (end - at < count && unread > 0) {
      readPiece();
    }
    if (end - at < count) {
      throw new MalformedBytesException("the bytes end too early");
    }
  }

  private void readPiece() {
    System.arraycopy(bytes, at, bytes, 0, end - at);
    end -= at;
    at = 0;
    int size = (int) Math.min(unread, bytes.length - end);
    take(bytes, end, size);
    end += size;
  }

  private void take(byte[] target, int from, int size) {
    if (source == null) {
      throw new MalformedBytesException("the bytes end too early");
    }
    source.read(target, from, size);
    unread -= size;
  }
}
