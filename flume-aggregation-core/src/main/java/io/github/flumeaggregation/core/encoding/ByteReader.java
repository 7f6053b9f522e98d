package io.github.flumeaggregation.core.encoding;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link ByteWriter} wrote. Bytes that cannot have been written by it are a {@link
 * MalformedBytesException}, never anything else: they may come from a damaged disk.
 */
public final class ByteReader {
  private final byte[] bytes;
  private final int end;
  private int at;

  /** Reads {@code bytes}. */
  public ByteReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads {@code bytes[from, to)}. */
  public ByteReader(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  /** Whether all bytes have been read. */
  public boolean atEnd() {
    return at == end;
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
    int size = readSize(end - at);
    at += size;
    return Arrays.copyOfRange(bytes, at - size, at);
  }

  /** What {@link ByteWriter#writeString} wrote. */
  public String readString() {
    return new String(readBytes(), StandardCharsets.UTF_8);
  }

  private void require(int count) {
    if (end - at < count) {
      throw new MalformedBytesException("the bytes end too early");
    }
  }
}
