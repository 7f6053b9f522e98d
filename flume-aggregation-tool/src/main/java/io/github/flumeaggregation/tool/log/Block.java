package io.github.flumeaggregation.tool.log;

/** Whole lines that follow each other in a log. */
public final class Block {
  private final long offset;
  private final int length;
  private final int lines;
  private final byte[] body;

  Block(long offset, int length, int lines, byte[] body) {
    this.offset = offset;
    this.length = length;
    this.lines = lines;
    this.body = body;
  }

  /** Where it begins in the (decompressed) log. */
  public long offset() {
    return offset;
  }

  /** How many bytes it has there, the last line's terminator included. */
  public int length() {
    return length;
  }

  /** How many lines it has. */
  public int lines() {
    return lines;
  }

  /** Its bytes without the last line's terminator; the caller may keep them. */
  public byte[] body() {
    return body;
  }
}
